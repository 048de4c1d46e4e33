package org.bittube.gateway.object;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.bittube.gateway.object.ObjectFormatException.Reason;

/**
 * Seek points as bytes: for each two unsigned LEB128 of the fewest bytes, the time and the offset since the point before
 * (docs/protocol.md section 7).
 */
public final class SeekTable {
    /** The most points of a descriptor. */
    public static final int MOST_POINTS = 4_096;

    private static final int MOST_LEB_BYTES = 6;

    private SeekTable() {}

    /** Points with times that never go back and offsets that rise. */
    public static byte[] encode(List<SeekPoint> points) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SeekPoint before = new SeekPoint(0, 0);
        for (SeekPoint point : points) {
            leb128(point.timeMillis() - before.timeMillis(), out);
            leb128(point.offset() - before.offset(), out);
            before = point;
        }
        return out.toByteArray();
    }

    /**
     * Reads the points of a file of that size.
     *
     * @throws ObjectFormatException FORMAT when there is none, there are too many, or one is in no order or in no place
     */
    public static List<SeekPoint> decode(byte[] bytes, long sizeBytes) {
        Reader reader = new Reader(bytes);
        List<SeekPoint> points = new ArrayList<>();
        long time = 0;
        long offset = 0;
        while (reader.at < bytes.length) {
            int began = reader.at;
            time += reader.leb128();
            long step = reader.leb128();
            offset += step;
            boolean rises = points.isEmpty() || step > 0;
            if (!rises || time > SeekPoint.MOST_MILLIS || offset >= sizeBytes || points.size() == MOST_POINTS) {
                throw new ObjectFormatException(Reason.FORMAT, began, "seek point in no order or in no place");
            }
            points.add(new SeekPoint(time, offset));
        }
        if (points.isEmpty()) {
            throw new ObjectFormatException(Reason.FORMAT, 0, "no seek point");
        }
        return List.copyOf(points);
    }

    /** At most so many of the points, evenly taken; the first always stays. */
    public static <T> List<T> thinned(List<T> points, int most) {
        if (points.size() <= most) {
            return points;
        }
        List<T> kept = new ArrayList<>(most);
        for (int i = 0; i < most; i++) {
            kept.add(points.get((int) ((long) i * points.size() / most)));
        }
        return kept;
    }

    private static void leb128(long value, ByteArrayOutputStream out) {
        if (value < 0) {
            throw new IllegalArgumentException("seek points in no order");
        }
        long rest = value;
        while (rest > 0x7F) {
            out.write((int) (rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    private static final class Reader {
        private final byte[] bytes;
        private int at;

        Reader(byte[] bytes) {
            this.bytes = bytes;
        }

        long leb128() {
            long value = 0;
            for (int i = 0; i < MOST_LEB_BYTES && at < bytes.length; i++) {
                int next = bytes[at++] & 0xFF;
                value |= (long) (next & 0x7F) << (7 * i);
                if (next < 0x80) {
                    if (next == 0 && i > 0) {
                        throw new ObjectFormatException(Reason.FORMAT, at - 1, "number with a needless byte");
                    }
                    return value;
                }
            }
            throw new ObjectFormatException(Reason.FORMAT, at, "number without an end");
        }
    }
}
