package org.bittube.tracker.introduction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.bittube.tracker.group.Group;
import org.bittube.tracker.group.Member;
import org.bittube.tracker.group.Reach;
import org.junit.jupiter.api.Test;

/** Members say nothing of their NATs, as browsers do; what they are is known to the test alone. */
class NetworkMemoryTest {
    private static final long SEED = 20_261_122;

    private final Random random = new Random(SEED);
    private final NetworkMemory memory = new NetworkMemory();
    private long now = 7;
    private int joined;

    @Test
    void networksThatFailedAreNotTriedAgainForAWhileWhoeverComesFromThem() {
        IntroductionPolicy policy = new IntroductionPolicy(random, memory, () -> now);
        assertThat(met(policy, "a", "b")).isTrue();
        memory.note(member("a"), member("b"), false, now);
        assertThat(met(policy, "a", "b")).as("after a reload").isFalse();
        assertThat(met(policy, "b", "a")).isFalse();
        assertThat(met(policy, "a", "c")).isTrue();
        now += NetworkMemory.FIRST_PAUSE_MILLIS - 1;
        memory.note(member("a"), member("b"), false, now); // Was on its way.
        now += 1;
        assertThat(met(policy, "a", "b")).as("perhaps it was chance").isTrue();
        memory.note(member("b"), member("a"), false, now);
        now += 2 * NetworkMemory.FIRST_PAUSE_MILLIS - 1;
        assertThat(met(policy, "a", "b")).as("twice as long").isFalse();
        now += 1;
        assertThat(met(policy, "a", "b")).isTrue();
        memory.note(member("b"), member("a"), true, now);
        memory.note(member("b"), member("a"), false, now);
        now += NetworkMemory.FIRST_PAUSE_MILLIS;
        assertThat(met(policy, "a", "b")).as("as after the first failure").isTrue();
    }

    @Test
    void outcomesTeachTheClassOfANetwork() {
        learn("symmetric", Reach.SYMMETRIC);
        learn("cone", Reach.CONE);
        learn("open", Reach.OPEN);
        learn("blocked", Reach.BLOCKED);
        for (Reach reach : List.of(Reach.SYMMETRIC, Reach.CONE, Reach.OPEN, Reach.BLOCKED)) {
            assertThat(memory.reach(member(reach.name().toLowerCase(Locale.ROOT)), now))
                    .isEqualTo(reach);
        }
        IntroductionPolicy policy = new IntroductionPolicy(random, memory, () -> now);
        assertThat(met(policy, "symmetric", "cone")).isFalse();
        assertThat(met(policy, "symmetric", "open")).isTrue();
        assertThat(met(policy, "cone", "open")).isTrue();
        assertThat(met(policy, "blocked", "open")).isFalse();
        now += NetworkMemory.MEMORY_MILLIS;
        assertThat(memory.reach(member("symmetric"), now)).isEqualTo(Reach.UNKNOWN);
        assertThat(met(policy, "symmetric", "cone")).isTrue();
    }

    @Test
    void whoHasTheAddressThatIsSeenIsTakenForOpenUntilOutcomesSayOtherwise() {
        memory.noteUnmapped("server", now);
        memory.noteUnmapped("server", now);
        assertThat(memory.reach(member("server"), now)).isEqualTo(Reach.OPEN);
        for (int i = 0; i < 8; i++) {
            memory.note(member("server"), said("other" + i, Reach.OPEN), false, now);
        }
        assertThat(memory.reach(member("server"), now)).isEqualTo(Reach.BLOCKED);
    }

    @Test
    void oneLiarTeachesLittle() {
        for (int i = 0; i < 1_000; i++) {
            memory.note(member("liar"), member("honest"), false, now);
            now += 10;
        }
        assertThat(memory.reach(member("honest"), now)).isEqualTo(Reach.UNKNOWN);
        NatBelief usual = NatBelief.usual();
        assertThat(usual.meets(memory.belief(member("honest"), now))).isGreaterThan(0.4);
    }

    @Test
    void remembersOnlySoMuch() {
        for (int i = 0; i < NetworkMemory.MOST_NETWORKS + 10; i++) {
            memory.note(member("x" + i), member("hub"), false, now);
        }
        assertThat(memory.rests(member("x0"), member("hub"), now)).isFalse();
        assertThat(memory.rests(member("x100"), member("hub"), now)).isTrue();
        assertThat(memory.rests(member("hub"), member("x100"), now))
                .as("the hub's own list")
                .isFalse();
    }

    /** Viewers come and go for an hour of meetings; what is learnt serves those who come later. */
    @Test
    void fewerAttemptsFailOnceNetworksAreKnownAndNewcomersMeetSomebodyInTheFirstRound() {
        Figures first = new Figures();
        Figures later = new Figures();
        IntroductionPolicy policy = new IntroductionPolicy(random, memory, () -> now);
        List<Reach> population = population(120);
        for (int round = 0; round < 8; round++) {
            Group group = new Group("news");
            List<Integer> order = new ArrayList<>();
            for (int i = 0; i < population.size(); i++) {
                order.add(i);
            }
            Collections.shuffle(order, random);
            Figures figures = round == 0 ? first : later;
            for (int index : order) {
                now += 1_000;
                Member newcomer = member("home" + index);
                group.join(newcomer);
                meet(policy, group, newcomer, population, figures);
            }
        }
        assertThat(first.failedShare()).as("nothing known").isGreaterThan(0.15);
        assertThat(later.failedShare()).as("networks known").isLessThan(0.6 * first.failedShare());
        assertThat(later.metNobodyShare()).isLessThan(0.01);
    }

    private void meet(
            IntroductionPolicy policy, Group group, Member newcomer, List<Reach> population, Figures figures) {
        int connected = 0;
        boolean possible = false;
        Reach own = truth(newcomer, population);
        for (int i = 0; i < group.members().size(); i++) {
            possible |= canMeet(own, truth(group.members().at(i), population))
                    && group.members().at(i) != newcomer;
        }
        for (Introduction pair : policy.choose(group, newcomer, 8, Set.of())) {
            Member other = pair.responder();
            group.introduce(newcomer, other);
            boolean meets = canMeet(own, truth(other, population)) && random.nextDouble() > 0.02;
            memory.note(newcomer, other, meets, now);
            if (meets) {
                connected++;
                group.connected(newcomer, other.id());
            } else {
                group.failed(newcomer, other.id());
                figures.failed++;
            }
            figures.attempts++;
        }
        if (possible && group.members().size() > 10 && own != Reach.BLOCKED) {
            figures.newcomers++;
            figures.metNobody += connected == 0 ? 1 : 0;
        }
    }

    private static final class Figures {
        private int attempts;
        private int failed;
        private int newcomers;
        private int metNobody;

        double failedShare() {
            return (double) failed / attempts;
        }

        double metNobodyShare() {
            return (double) metNobody / newcomers;
        }
    }

    /** The classes of the simulator's population, in its shares. */
    private static List<Reach> population(int size) {
        List<Reach> all = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            double place = (i + 0.5) / size;
            all.add(
                    place < 0.31
                            ? Reach.OPEN
                            : place < 0.83 ? Reach.CONE : place < 0.95 ? Reach.SYMMETRIC : Reach.BLOCKED);
        }
        return all;
    }

    private static Reach truth(Member member, List<Reach> population) {
        return population.get(Integer.parseInt(member.network().substring("home".length())));
    }

    private static boolean canMeet(Reach one, Reach other) {
        return !one.excludes(other) && !one.hardlyMeets(other);
    }

    /** A dozen outcomes with partners whose class is known. */
    private void learn(String network, Reach truth) {
        Reach[] others = {Reach.OPEN, Reach.CONE, Reach.SYMMETRIC};
        for (int i = 0; i < 12; i++) {
            Reach other = others[i % others.length];
            memory.note(member(network), said(network + i, other), canMeet(truth, other), now);
        }
    }

    private boolean met(IntroductionPolicy policy, String one, String other) {
        Group group = new Group("news");
        Member waiting = member(other);
        Member newcomer = member(one);
        group.join(waiting);
        group.join(newcomer);
        return !policy.choose(group, newcomer, 6, Set.of()).isEmpty();
    }

    private Member member(String network) {
        return said(network, Reach.UNKNOWN);
    }

    private Member said(String network, Reach reach) {
        return new Member("m" + joined++, network, 1500, reach);
    }
}
