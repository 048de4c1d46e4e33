package org.bittube.tracker.introduction;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.bittube.tracker.group.Group;
import org.bittube.tracker.group.Member;
import org.bittube.tracker.group.MemberList;

/**
 * Chooses partners for a member: a few from its own network, where bytes are cheapest, and the rest at random from
 * everybody else, which is what keeps the swarm in one piece.
 */
public final class IntroductionPolicy {
    /** Partners from the same public address, as long as there are others. */
    static final int MAX_NEAR = 3;

    /** Of those that a newcomer meets, one in so many is somebody whom everybody reaches: its own network is not known yet. */
    private static final int SURE_PART = 3;

    /** Members looked at for one request: all of a small group, a random sample of a large one. */
    private static final int SAMPLE = 256;

    /** Less likely connections are not tried. */
    private static final double HOPELESS = 0.12;

    private final RandomGenerator random;
    private final NetworkMemory memory;
    private final LongSupplier clockMillis;

    /**
     * A policy that learns.
     *
     * @param memory what is known of the members' networks
     * @param clockMillis the time of the memory
     */
    public IntroductionPolicy(RandomGenerator random, NetworkMemory memory, LongSupplier clockMillis) {
        this.random = random;
        this.memory = memory;
        this.clockMillis = clockMillis;
    }

    /**
     * Chooses up to {@code want} partners that {@code asking} has not met. It initiates towards each of them, so that
     * every pair has exactly one initiator. Never chosen are those in {@code exclude}, pairs that failed before, members of networks that failed with
     * that of the asking lately, and members that no connection can reach, as far as that is known.
     */
    public List<Introduction> choose(Group group, Member asking, int want, Set<String> exclude) {
        if (want <= 0) {
            return List.of();
        }
        NatBelief own = memory.belief(asking, clockMillis.getAsLong());
        List<Member> near = eligible(sample(group.membersNear(asking)), asking, own, exclude);
        List<Member> far = eligible(sample(group.members()), asking, own, exclude);
        far.removeIf(asking::isNear);
        near = inDrawnOrder(near, asking, own, group, false);

        // At most half of them near: a network whose members met only each other would be an island.
        int nearFirst = Math.min(Math.min(MAX_NEAR, (want + 1) / 2), near.size());
        List<Member> chosen = new ArrayList<>(near.subList(0, nearFirst));
        int sure = asking.isKnown() ? 0 : Math.min(far.size(), (want - nearFirst + SURE_PART - 1) / SURE_PART);
        if (sure > 0) {
            chosen.addAll(inDrawnOrder(far, asking, own, group, true).subList(0, sure));
            far.removeAll(chosen);
        }
        far = inDrawnOrder(far, asking, own, group, asking.isHard());
        chosen.addAll(far.subList(0, Math.min(want - chosen.size(), far.size())));
        // Where hardly anybody else is, more neighbours are better than too few partners.
        int stillWanted = Math.min(want - chosen.size(), near.size() - nearFirst);
        chosen.addAll(near.subList(nearFirst, nearFirst + stillWanted));
        return chosen.stream().map(partner -> new Introduction(asking, partner)).toList();
    }

    /** Up to {@link #SAMPLE} different members, each as likely as any other. */
    private List<Member> sample(MemberList members) {
        int size = members.size();
        Set<Integer> indexes = new LinkedHashSet<>();
        // Floyd's sampling: as many random numbers as members are wanted, whatever the size of the group.
        for (int bound = Math.max(0, size - SAMPLE); bound < size; bound++) {
            int index = random.nextInt(bound + 1);
            indexes.add(indexes.contains(index) ? bound : index);
        }
        List<Member> sample = new ArrayList<>(indexes.size());
        indexes.forEach(index -> sample.add(members.at(index)));
        return sample;
    }

    private List<Member> eligible(List<Member> members, Member asking, NatBelief own, Set<String> exclude) {
        long now = clockMillis.getAsLong();
        members.removeIf(member -> member == asking
                || member.knows(asking)
                || member.avoids(asking)
                || exclude.contains(member.id())
                || member.reach().excludes(asking.reach())
                || memory.rests(asking, member, now)
                || meets(asking, own, member, now) < HOPELESS);
        return members;
    }

    /** How likely a connection of the two comes about; of those in the same network the NAT says nothing. */
    private double meets(Member asking, NatBelief own, Member member, long nowMillis) {
        return member.isNear(asking) ? 1 : own.meets(memory.belief(member, nowMillis));
    }

    /** In the order of a weighted draw without replacement (Efraimidis and Spirakis 2006). */
    private List<Member> inDrawnOrder(List<Member> members, Member asking, NatBelief own, Group group, boolean sure) {
        record Ticket(Member member, double number) {}
        List<Ticket> tickets = new ArrayList<>(members.size());
        long now = clockMillis.getAsLong();
        for (Member member : members) {
            double meets = meets(asking, own, member, now);
            double weight = meets * meets * Weights.of(member, asking, sure, group.poisonReportsOf(member.id()));
            tickets.add(new Ticket(member, -Math.log(1 - random.nextDouble()) / weight));
        }
        tickets.sort(Comparator.comparingDouble(Ticket::number));
        return tickets.stream().map(Ticket::member).toList();
    }
}
