package org.bittube.gateway.packet;

/**
 * The 22 bytes in front of a packet's signature: docs/protocol.md section 2. Every field is in its wire range.
 *
 * @param flags sum of {@link #KEYFRAME} … {@link #PRELUDE}
 * @param prelude number of the prelude that a decoder needs for this packet, 0 … 65,535
 * @param epochMillis Unix milliseconds at which this run of the stream began, 48 bits
 * @param seq number in the epoch; {@link #SEQ_NONE} exactly when this is a prelude
 * @param timestampMillis of the first tag that starts in the packet, or else of the tag that continues; 32 bits
 * @param durationMillis timestamp of the last tag that starts in the packet minus {@code timestampMillis}, 16 bits
 * @param payloadBytes length of the payload, at most {@link #MAX_PAYLOAD_BYTES}
 */
public record PacketHeader(
        int flags,
        int prelude,
        long epochMillis,
        long seq,
        long timestampMillis,
        int durationMillis,
        int payloadBytes) {

    /** The one version that this program speaks. */
    public static final int VERSION = 1;

    /** A keyframe's tag starts at payload offset 0: a decoder can start here. */
    public static final int KEYFRAME = 1;
    /** A tag starts at payload offset 0. */
    public static final int TAG_START = 2;
    /** The source was interrupted before this packet. */
    public static final int DISCONTINUITY = 4;
    /** The epoch ends with this packet. */
    public static final int END_OF_STREAM = 8;
    /** This is a prelude, not a slice of the stream. */
    public static final int PRELUDE = 16;

    /** The seq that stands for "none". */
    public static final long SEQ_NONE = 0xFFFF_FFFFL;

    public static final long MAX_EPOCH = (1L << 48) - 1;
    public static final int MAX_PRELUDE = 0xFFFF;
    public static final int MAX_PAYLOAD_BYTES = 16_384;
    /** Substreams of a stream: a packet belongs to number {@code seq mod 8}. */
    public static final int SUBSTREAMS = 8;

    private static final int KNOWN_FLAGS = 31;

    /** @throws IllegalArgumentException for a field out of its range */
    public PacketHeader {
        require((flags & ~KNOWN_FLAGS) == 0, "flags", flags);
        boolean isPrelude = (flags & PRELUDE) != 0;
        require(!isPrelude || flags == (PRELUDE | TAG_START), "flags of a prelude", flags);
        require(prelude >= 0 && prelude <= MAX_PRELUDE, "prelude", prelude);
        require(epochMillis >= 0 && epochMillis <= MAX_EPOCH, "epoch", epochMillis);
        require(seq >= 0 && seq <= SEQ_NONE && isPrelude == (seq == SEQ_NONE), "seq", seq);
        require(timestampMillis >= 0 && timestampMillis <= 0xFFFF_FFFFL, "timestamp", timestampMillis);
        require(durationMillis >= 0 && durationMillis <= 0xFFFF, "duration", durationMillis);
        require(payloadBytes >= 0 && payloadBytes <= MAX_PAYLOAD_BYTES, "payload length", payloadBytes);
    }

    /** Whether all bits of {@code flag} are set. */
    public boolean has(int flag) {
        return (flags & flag) == flag;
    }

    /** 0 … 7; has no meaning for a prelude. */
    public int substream() {
        return (int) (seq % SUBSTREAMS);
    }

    private static void require(boolean holds, String field, long value) {
        if (!holds) {
            throw new IllegalArgumentException(field + " out of range: " + value);
        }
    }
}
