package org.bittube.tracker.access;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Slows those who guess tokens: an address may be wrong some times, then once in a while. Keeps the last {@value #MOST_ADDRESSES} addresses that were wrong and forgets the one
 * that was wrong the longest ago. Confined to its event loop.
 */
public final class WrongTokens {
    static final int MOST_ADDRESSES = 10_000;

    private final int free;
    private final long millisPerGuess;
    private final LongSupplier clockMillis;

    /** For each address the time at which it will have all its free guesses back. */
    private final LinkedHashMap<String, Long> clearAt = new LinkedHashMap<>();

    /**
     * Knows of no wrong token.
     *
     * @param free how often an address may be wrong at once, at least 1
     * @param millisPerGuess after what time it may be wrong once more
     * @param clockMillis any clock that never goes back
     */
    public WrongTokens(int free, long millisPerGuess, LongSupplier clockMillis) {
        this.free = free;
        this.millisPerGuess = millisPerGuess;
        this.clockMillis = clockMillis;
    }

    /** How long the address must wait before its next token is looked at; 0: not at all. */
    public long waitMillis(String address) {
        Long clear = clearAt.get(address);
        return clear == null ? 0 : Math.max(0, clear - clockMillis.getAsLong() - (free - 1) * millisPerGuess);
    }

    public void wrong(String address) {
        long now = clockMillis.getAsLong();
        Long clear = clearAt.remove(address);
        clearAt.put(address, Math.max(now, clear == null ? now : clear) + millisPerGuess);
        if (clearAt.size() > MOST_ADDRESSES) {
            Map.Entry<String, Long> oldest = clearAt.entrySet().iterator().next();
            clearAt.remove(oldest.getKey());
        }
    }

    int addresses() {
        return clearAt.size();
    }
}
