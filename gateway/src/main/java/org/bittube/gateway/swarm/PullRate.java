package org.bittube.gateway.swarm;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How often one viewer address may pull. Remembers a bounded number of addresses; the one that was silent longest is
 * forgotten first, which gives it a full burst again. Confined to its event loop.
 */
public final class PullRate {
    /** 100 requests a second with bursts of 200, for 10,000 addresses. */
    public static PullRate standard(LongSupplier clockMillis) {
        return new PullRate(100, 200, 10_000, clockMillis);
    }

    private final int perSecond;
    private final int burst;
    private final int maxAddresses;
    private final LongSupplier clockMillis;
    private final Map<String, TokenBucket> buckets = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * @param perSecond requests on average, at least 1
     * @param burst requests at once, at least 1
     * @param maxAddresses addresses remembered, at least 1
     * @param clockMillis a clock that never goes back
     */
    public PullRate(int perSecond, int burst, int maxAddresses, LongSupplier clockMillis) {
        if (perSecond < 1 || burst < 1 || maxAddresses < 1) {
            throw new IllegalArgumentException("a pull rate of nothing would shut everybody out");
        }
        this.perSecond = perSecond;
        this.burst = burst;
        this.maxAddresses = maxAddresses;
        this.clockMillis = clockMillis;
    }

    /** 0 when the address may pull now, or else the milliseconds after which it is worth another try. */
    public long delayMillis(String address) {
        long now = clockMillis.getAsLong();
        TokenBucket bucket = buckets.computeIfAbsent(address, key -> new TokenBucket(perSecond, burst, now));
        if (buckets.size() > maxAddresses) {
            buckets.remove(buckets.keySet().iterator().next());
        }
        return bucket.take(now) ? 0 : Math.max(1, bucket.waitMillis());
    }
}
