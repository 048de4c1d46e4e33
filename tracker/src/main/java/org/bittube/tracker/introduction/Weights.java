package org.bittube.tracker.introduction;

import org.bittube.tracker.group.Member;

/** How much more likely one member is to be chosen than another. */
final class Weights {
    /**
     * kbit/s that everybody counts with. Small: who gives nothing chooses those that feed it itself, and as a neighbour
     * is of no use to anybody, but a group of nobody else must still meet.
     */
    private static final double BASE_CAPACITY = 50;

    /** kbit/s above which more does not count: no viewer should become the root of everything. */
    private static final double ENOUGH_CAPACITY = 20_000;

    /** A connection that hardly ever comes about is tried only where there is nobody better. */
    private static final double UNLIKELY = 0.05;

    /** The power of what outcomes say where a connection must come about. */
    private static final int SURE_POWER = 4;

    /** And where others are tried as well. */
    private static final int USUAL_POWER = 2;

    private Weights() {}

    /** The weight of {@code member}; {@code sure}: the connection must come about. */
    static double of(Member member, Member asking, boolean sure, int poisonReports) {
        double capacity = BASE_CAPACITY + Math.min(member.capacity(), ENOUGH_CAPACITY);
        // Squared: who offers four times as much ends up with twice the partners, not with all of them.
        double load = 1.0 + member.partnerCount();
        double weight = capacity / (load * load) / (1 + poisonReports) * reach(member, asking, sure);
        return !member.isNear(asking) && member.reach().hardlyMeets(asking.reach()) ? weight * UNLIKELY : weight;
    }

    /**
     * Outcomes teach who can be reached, whatever kind of NAT it is: 1 for somebody of whom nothing is known. An introduction that comes
     * to nothing costs both sides an attempt and a wait.
     */
    private static double reach(Member member, Member asking, boolean sure) {
        if (member.isNear(asking)) {
            return 1;
        }
        double odds = 2 * member.reliability() * (sure ? 2 * member.openness() : 1);
        return Math.pow(odds, sure ? SURE_POWER : USUAL_POWER);
    }
}
