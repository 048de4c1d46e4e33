package org.bittube.gateway.http;

/** Bytes sent so far, as {@code egress} in {@code GET /api/channels/{name}} shows them: see {@link EgressCounters}. */
public record EgressTotals(long relayBytes, long feedBytes, long pullBytes, long joinBytes, long rewindBytes) {
    /** Before anything was sent. */
    public static final EgressTotals NOTHING = new EgressTotals(0, 0, 0, 0, 0);

    /** Both together. */
    public EgressTotals and(EgressTotals other) {
        return new EgressTotals(
                relayBytes + other.relayBytes,
                feedBytes + other.feedBytes,
                pullBytes + other.pullBytes,
                joinBytes + other.joinBytes,
                rewindBytes + other.rewindBytes);
    }

    /** All ways together. */
    public long allBytes() {
        return relayBytes + feedBytes + pullBytes + joinBytes + rewindBytes;
    }
}
