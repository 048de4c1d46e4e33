package org.bittube.gateway.object;

/**
 * A place in an FLV file at which a decoder can start.
 *
 * @param timeMillis timestamp of the tag there, 0 … 2³²−1
 * @param offset of the tag's first byte in the file
 */
public record SeekPoint(long timeMillis, long offset) {
    /** The largest time that an FLV timestamp can say. */
    public static final long MOST_MILLIS = 0xFFFF_FFFFL;

    public SeekPoint {
        if (timeMillis < 0 || timeMillis > MOST_MILLIS || offset < 0 || offset >= PieceLayout.MOST_BYTES) {
            throw new IllegalArgumentException("no place in a file: " + timeMillis + " ms, byte " + offset);
        }
    }
}
