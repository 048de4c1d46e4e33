package org.bittube.gateway.swarm;

/** Counts for {@link FeedCounts}, of all groups. Confined to its event loop. */
final class FeedTally {
    private long given;
    private long refusedForBudget;
    private long refusedForRate;
    private long evictedAsSlow;
    private long evictedForBudget;

    void given(Substreams substreams) {
        given += substreams.count();
    }

    void refused(FeedAnswer.Refused answer) {
        if (answer.reason().equals(FeedAnswer.Refused.RATE)) {
            refusedForRate += answer.substreams().count();
        } else {
            refusedForBudget += answer.substreams().count();
        }
    }

    void evicted(FeedAnswer.Evicted answer) {
        if (answer.reason().equals(FeedAnswer.Evicted.SLOW)) {
            evictedAsSlow += answer.substreams().count();
        } else {
            evictedForBudget += answer.substreams().count();
        }
    }

    FeedCounts counts() {
        return new FeedCounts(given, refusedForBudget, refusedForRate, evictedAsSlow, evictedForBudget);
    }
}
