package org.bittube.tracker.introduction;

import org.bittube.tracker.group.Reach;

/**
 * How likely it is that a network is of each class of {@link Reach}: what is usual, changed by each outcome as Bayes' rule says. So one failure says little, and
 * what is known of the other end explains it or does not.
 */
final class NatBelief {
    private static final int OPEN = 0;
    private static final int CONE = 1;
    private static final int SYMMETRIC = 2;
    private static final int BLOCKED = 3;
    private static final int CLASSES = 4;

    /** As in the simulator's population. */
    private static final double[] USUAL = {0.31, 0.52, 0.12, 0.05};

    /** A connection that is possible comes about: viewers leave in the middle of it, and packets get lost. */
    private static final double MEETS = 0.93;

    /** One that is not possible: firewalls differ more than four classes can say. */
    private static final double HARDLY_MEETS = 0.04;

    /** How far a client's own word is believed. */
    private static final double CLAIMED = 0.9;

    /** Of each class, how many have the address itself that the tracker sees. */
    private static final double[] UNMAPPED = {0.5, 0.05, 0.005, 0.05};

    /** No belief becomes so firm that it could not change: addresses get other holders. */
    private static final double LEAST = 0.005;

    /** From here on a class is named. */
    private static final double CERTAIN = 0.8;

    private final double[] share;

    private NatBelief(double[] share) {
        this.share = share;
    }

    /** Of a network of which nothing is known. */
    static NatBelief usual() {
        return new NatBelief(USUAL.clone());
    }

    /** Of a client that says of what class it is, behind a network of this belief. */
    NatBelief claimed(Reach reach) {
        int index = index(reach);
        if (index < 0) {
            return this;
        }
        double[] said = new double[CLASSES];
        for (int i = 0; i < CLASSES; i++) {
            said[i] = share[i] * (i == index ? CLAIMED : (1 - CLAIMED) / (CLASSES - 1));
        }
        return normal(said);
    }

    /** After an attempt with somebody of {@code other}. */
    NatBelief after(boolean connected, NatBelief other) {
        double[] now = new double[CLASSES];
        for (int i = 0; i < CLASSES; i++) {
            double meets = meets(i, other);
            now[i] = share[i] * (connected ? meets : 1 - meets);
        }
        return normal(now);
    }

    /** After a client there turned out to have the very address that the tracker sees: no NAT stands between. */
    NatBelief afterUnmapped() {
        double[] now = new double[CLASSES];
        for (int i = 0; i < CLASSES; i++) {
            now[i] = share[i] * UNMAPPED[i];
        }
        return normal(now);
    }

    /** How likely a connection with somebody of {@code other} comes about, 0 to 1. */
    double meets(NatBelief other) {
        double sum = 0;
        for (int i = 0; i < CLASSES; i++) {
            sum += share[i] * meets(i, other);
        }
        return sum;
    }

    /** The class, where it is certain enough. */
    Reach reach() {
        for (int i = 0; i < CLASSES; i++) {
            if (share[i] >= CERTAIN) {
                return switch (i) {
                    case OPEN -> Reach.OPEN;
                    case CONE -> Reach.CONE;
                    case SYMMETRIC -> Reach.SYMMETRIC;
                    default -> Reach.BLOCKED;
                };
            }
        }
        return Reach.UNKNOWN;
    }

    private static double meets(int index, NatBelief other) {
        double sum = 0;
        for (int i = 0; i < CLASSES; i++) {
            sum += other.share[i] * (canMeet(index, i) ? MEETS : HARDLY_MEETS);
        }
        return sum;
    }

    private static boolean canMeet(int one, int other) {
        boolean blocked = one == BLOCKED || other == BLOCKED;
        // Behind a symmetric NAT each partner is met from another port, which only who is open to all takes.
        boolean unforeseen = (one == SYMMETRIC && other != OPEN) || (other == SYMMETRIC && one != OPEN);
        return !blocked && !unforeseen;
    }

    private static int index(Reach reach) {
        return switch (reach) {
            case OPEN -> OPEN;
            case CONE -> CONE;
            case SYMMETRIC -> SYMMETRIC;
            case BLOCKED -> BLOCKED;
            case UNKNOWN -> -1;
        };
    }

    private static NatBelief normal(double[] weights) {
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        double[] share = new double[CLASSES];
        for (int i = 0; i < CLASSES; i++) {
            share[i] = Math.max(weights[i] / sum, LEAST);
        }
        return new NatBelief(share);
    }
}
