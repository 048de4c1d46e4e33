package org.bittube.gateway.http;

/** Bytes sent so far, as {@code egress} in {@code GET /api/channels/{name}} shows them: see {@link EgressCounters}. */
public record EgressTotals(long relayBytes, long feedBytes, long pullBytes, long joinBytes, long rewindBytes) {
    /** All ways together. */
    public long allBytes() {
        return relayBytes + feedBytes + pullBytes + joinBytes + rewindBytes;
    }
}
