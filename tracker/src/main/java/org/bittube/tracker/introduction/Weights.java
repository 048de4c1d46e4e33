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

    /** Who connects to fewer than this share of those it meets needs partners whom everybody can reach. */
    private static final double HARD_TO_REACH = 0.4;

    private static final int SURE_PARTNERS = 4;

    private Weights() {}

    static double of(Member member, Member asking, int poisonReports) {
        double capacity = BASE_CAPACITY + Math.min(member.capacity(), ENOUGH_CAPACITY);
        // Squared: who offers four times as much ends up with twice the partners, not with all of them.
        double load = 1.0 + member.partnerCount();
        double weight = capacity / (load * load) / (1 + poisonReports) * reach(member, asking);
        return !member.isNear(asking) && member.reach().hardlyMeets(asking.reach()) ? weight * UNLIKELY : weight;
    }

    /**
     * Outcomes teach who can be reached, whatever kind of NAT it is: 1 for somebody of whom nothing is known. An introduction that comes
     * to nothing costs both sides an attempt and a wait.
     */
    private static double reach(Member member, Member asking) {
        if (member.isNear(asking)) {
            return 1;
        }
        double odds = 2 * member.reliability();
        return Math.pow(odds, asking.reliability() < HARD_TO_REACH ? SURE_PARTNERS : 1);
    }
}
