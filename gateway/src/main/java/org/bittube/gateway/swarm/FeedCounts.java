package org.bittube.gateway.swarm;

/**
 * What became of requests for substreams since the gateway began; each substream counts.
 *
 * @param given those that were asked for and not had before, spare ones included
 * @param refusedForBudget no copy, or no bits, were left
 * @param refusedForRate its socket asks too often
 * @param evictedAsSlow taken back from a socket that is slow, or silent
 * @param evictedForBudget taken back since streams have become heavier
 */
public record FeedCounts(
        long given, long refusedForBudget, long refusedForRate, long evictedAsSlow, long evictedForBudget) {}
