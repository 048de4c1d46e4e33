package org.bittube.tracker.introduction;

import org.bittube.tracker.group.Member;

/** How much more likely one member is to be chosen than another. */
final class Weights {
    /** kbit/s that everybody counts with: also those that offer nothing need partners to receive from. */
    private static final double BASE_CAPACITY = 250;

    /** kbit/s above which more does not count: no viewer should become the root of everything. */
    private static final double ENOUGH_CAPACITY = 20_000;

    /** A connection that hardly ever comes about is tried only where there is nobody better. */
    private static final double UNLIKELY = 0.05;

    private Weights() {}

    static double of(Member member, Member asking, int poisonReports) {
        double capacity = BASE_CAPACITY + Math.min(member.capacity(), ENOUGH_CAPACITY);
        // Squared: who offers four times as much ends up with twice the partners, not with all of them.
        double load = 1.0 + member.partnerCount();
        double weight = capacity / (load * load) / (1 + poisonReports);
        return !member.isNear(asking) && member.reach().hardlyMeets(asking.reach()) ? weight * UNLIKELY : weight;
    }
}
