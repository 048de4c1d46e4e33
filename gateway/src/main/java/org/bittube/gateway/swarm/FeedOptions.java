package org.bittube.gateway.swarm;

import java.util.function.ToIntFunction;

/**
 * What the gateway spends on feeds.
 *
 * @param copies how many copies of each substream a group may have; see {@link #copiesByViewers} and {@link #fixedCopies}
 * @param limitBitsPerSecond for all feeds together
 * @param maxSockets open sockets, of all groups together; past it 503
 */
public record FeedOptions(ToIntFunction<String> copies, long limitBitsPerSecond, int maxSockets) {
    private static final int MAX_SOCKETS = 20_000;

    /** @throws IllegalArgumentException for a negative limit */
    public FeedOptions {
        if (limitBitsPerSecond < 0 || maxSockets < 0) {
            throw new IllegalArgumentException("a limit of the feed is below zero");
        }
    }

    /**
     * 1 to 4 copies, as many as docs/protocol.md section 4 says for that many viewers.
     *
     * @param viewers how many viewers a group has, as the tracker counts them
     */
    public static FeedOptions copiesByViewers(ToIntFunction<String> viewers, long limitBitsPerSecond) {
        return new FeedOptions(
                group -> FeedBudget.copiesFor(viewers.applyAsInt(group)), limitBitsPerSecond, MAX_SOCKETS);
    }

    /** Always so many copies; 0: no feed at all, everybody pulls. */
    public static FeedOptions fixedCopies(int copies, long limitBitsPerSecond) {
        return new FeedOptions(group -> copies, limitBitsPerSecond, MAX_SOCKETS);
    }
}
