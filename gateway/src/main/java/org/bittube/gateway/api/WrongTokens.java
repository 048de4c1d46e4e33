package org.bittube.gateway.api;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Slows those who guess tokens: an address may be wrong {@value #FREE} times, then once in
 * {@value #MILLIS_PER_GUESS} ms. Keeps the last {@value #MOST_ADDRESSES} addresses that were wrong and forgets the one
 * that was wrong the longest ago. Confined to its event loop.
 */
final class WrongTokens {

    static final int FREE = 10;
    static final long MILLIS_PER_GUESS = 6_000;
    static final int MOST_ADDRESSES = 10_000;

    private final LongSupplier clockMillis;

    /** For each address the time at which it will have all its free guesses back. */
    private final LinkedHashMap<String, Long> clearAt = new LinkedHashMap<>();

    /** @param clockMillis any clock that never goes back, in milliseconds */
    WrongTokens(LongSupplier clockMillis) {
        this.clockMillis = clockMillis;
    }

    /** How long the address must wait before its next token is looked at; 0: not at all. */
    long waitMillis(String address) {
        Long clear = clearAt.get(address);
        return clear == null ? 0 : Math.max(0, clear - clockMillis.getAsLong() - (FREE - 1) * MILLIS_PER_GUESS);
    }

    void wrong(String address) {
        long now = clockMillis.getAsLong();
        Long clear = clearAt.remove(address);
        clearAt.put(address, Math.max(now, clear == null ? now : clear) + MILLIS_PER_GUESS);
        if (clearAt.size() > MOST_ADDRESSES) {
            Map.Entry<String, Long> oldest = clearAt.entrySet().iterator().next();
            clearAt.remove(oldest.getKey());
        }
    }

    int addresses() {
        return clearAt.size();
    }
}
