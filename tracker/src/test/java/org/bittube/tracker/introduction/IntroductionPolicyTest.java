package org.bittube.tracker.introduction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.bittube.tracker.group.Group;
import org.bittube.tracker.group.Member;
import org.bittube.tracker.group.Reach;
import org.junit.jupiter.api.Test;

/** Distributions are taken with a fixed seed: a failure is a change of the policy, never bad luck. */
class IntroductionPolicyTest {
    private static final long SEED = 20_260_101;

    private final Group group = new Group("news");
    private final IntroductionPolicy policy = new IntroductionPolicy(new Random(SEED), new NetworkMemory(), () -> 0);

    @Test
    void choosesNobodyInAnEmptyGroupOrWhenNobodyIsWanted() {
        Member alone = join("alone", "net", 1000);
        assertThat(choose(alone, 6)).isEmpty();
        join("other", "net", 1000);
        assertThat(choose(alone, 0)).isEmpty();
    }

    @Test
    void choosesDifferentOthersUpToWantAndTheAskingInitiates() {
        for (int i = 0; i < 1000; i++) {
            join("m" + i, "net" + i, 1000);
        }
        Member asking = join("asking", "home", 1000);
        List<Introduction> chosen = policy.choose(group, asking, 6, Set.of());
        assertThat(chosen).hasSize(6).allSatisfy(pair -> assertThat(pair.initiator())
                .isSameAs(asking));
        assertThat(chosen.stream().map(Introduction::responder))
                .doesNotHaveDuplicates()
                .doesNotContain(asking);
    }

    @Test
    void takesAtMostThreeFromTheSameNetworkWhileThereAreOthers() {
        for (int i = 0; i < 50; i++) {
            join("near" + i, "home", 1000);
            join("far" + i, "net" + i, 1000);
        }
        Member asking = join("asking", "home", 1000);
        for (int round = 0; round < 200; round++) {
            List<Introduction> chosen = policy.choose(group, asking, 10, Set.of());
            assertThat(chosen).hasSize(10);
            assertThat(chosen.stream().filter(IntroductionPolicyTest::isNear)).hasSize(3);
            assertThat(policy.choose(group, asking, 2, Set.of()).stream().filter(IntroductionPolicyTest::isNear))
                    .hasSize(1);
        }
    }

    @Test
    void takesMoreFromTheSameNetworkWhereNobodyElseIs() {
        for (int i = 0; i < 10; i++) {
            join("near" + i, "home", 1000);
        }
        join("far", "elsewhere", 1000);
        Member asking = join("asking", "home", 1000);
        List<Introduction> chosen = policy.choose(group, asking, 6, Set.of());
        assertThat(chosen).hasSize(6);
        assertThat(chosen.stream().filter(pair -> !isNear(pair))).hasSize(1);
    }

    @Test
    void findsTheFewNearOnesInALargeGroup() {
        join("near", "home", 1000);
        for (int i = 0; i < 5000; i++) {
            join("m" + i, "net" + i, 1000);
        }
        Member asking = join("asking", "home", 1000);
        assertThat(choose(asking, 6)).hasSize(6).contains("near");
    }

    @Test
    void neverChoosesExcludedFailedOrKnownOnes() {
        Member excluded = join("excluded", "net1", 1_000_000);
        Member failed = join("failed", "net2", 1_000_000);
        Member failedTheOtherWay = join("failedTheOtherWay", "net3", 1_000_000);
        Member known = join("known", "net4", 1_000_000);
        join("left", "net5", 1);
        Member asking = join("asking", "home", 1000);
        group.introduce(asking, failed);
        group.failed(asking, "failed");
        group.introduce(asking, failedTheOtherWay);
        group.failed(failedTheOtherWay, "asking");
        group.introduce(asking, known);
        assertThat(policy.choose(group, asking, 20, Set.of(excluded.id())).stream()
                        .map(pair -> pair.responder().id()))
                .containsExactly("left");
    }

    @Test
    void neverChoosesWhomNoConnectionCanReach() {
        Member blocked = new Member("blocked", "net1", 1000, Reach.BLOCKED);
        group.join(blocked);
        Member asking = join("asking", "home", 1000);
        assertThat(choose(asking, 6)).isEmpty();
        assertThat(choose(blocked, 6)).isEmpty();
    }

    @Test
    void prefersCapacityButLeavesNobodyOut() {
        for (int i = 0; i < 10; i++) {
            join("strong" + i, "s" + i, 20_000);
            join("weak" + i, "w" + i, 0);
        }
        Member asking = join("asking", "home", 1000);
        int strong = 0;
        int weak = 0;
        for (int round = 0; round < 1000; round++) {
            for (String id : choose(asking, 2)) {
                if (id.startsWith("strong")) {
                    strong++;
                } else {
                    weak++;
                }
            }
        }
        assertThat(strong).isGreaterThan(1900);
        assertThat(weak).isPositive();
    }

    @Test
    void spreadsIntroductionsOverMembersOfTheSameCapacity() {
        for (int i = 0; i < 300; i++) {
            Member member = join("m" + i, "net" + i, 1500);
            policy.choose(group, member, 6, Set.of())
                    .forEach(pair -> group.introduce(pair.initiator(), pair.responder()));
        }
        int most = 0;
        for (int i = 0; i < group.members().size(); i++) {
            most = Math.max(most, group.members().at(i).partnerCount());
            assertThat(group.members().at(i).partnerCount()).isGreaterThanOrEqualTo(6);
        }
        // 12 on average, for each introduction has two sides.
        assertThat(most).isLessThanOrEqualTo(24);
    }

    @Test
    void keepsTheSwarmInOnePiece() {
        for (int i = 0; i < 500; i++) {
            Member member = join("m" + i, "net" + i % 20, i % 10 == 0 ? 20_000 : 1000);
            policy.choose(group, member, 6, Set.of())
                    .forEach(pair -> group.introduce(pair.initiator(), pair.responder()));
        }
        assertThat(Connectedness.reachedFrom(group.members().at(0), group)).hasSize(500);
    }

    @Test
    void avoidsPairsThatHardlyEverConnect() {
        for (int i = 0; i < 10; i++) {
            group.join(new Member("symmetric" + i, "s" + i, 1000, Reach.SYMMETRIC));
            group.join(new Member("open" + i, "o" + i, 1000, Reach.OPEN));
        }
        Member asking = new Member("asking", "home", 1000, Reach.SYMMETRIC);
        group.join(asking);
        int symmetric = 0;
        for (int round = 0; round < 1000; round++) {
            symmetric += choose(asking, 1).iterator().next().startsWith("symmetric") ? 1 : 0;
        }
        assertThat(symmetric).isBetween(1, 100);
    }

    @Test
    void choosesReportedPoisonersLessOften() {
        Member poisoner = join("poisoner", "net1", 1000);
        join("honest", "net2", 1000);
        Member asking = join("asking", "home", 1000);
        for (int i = 0; i < 9; i++) {
            group.poisoned(join("reporter" + i, "r" + i, 0), poisoner.id());
        }
        assertThat(timesChosen(asking, "poisoner")).isLessThan(150);
    }

    @Test
    void outcomesTeachWhomNobodyCanReach() {
        Member blocked = join("blocked", "net1", 1000);
        Member open = join("open", "net2", 1000);
        Member asking = join("asking", "home", 1000);
        for (int i = 0; i < 8; i++) {
            group.failed(blocked, "gone" + i);
            group.connected(open, "gone" + i);
        }
        assertThat(timesChosen(asking, "blocked")).isLessThan(150);
        // Who hardly ever succeeds is given those with whom everybody does.
        for (int i = 0; i < 4; i++) {
            group.failed(asking, "gone" + i);
        }
        assertThat(timesChosen(asking, "blocked")).isLessThan(5);
    }

    @Test
    void aThirdOfThoseThatANewcomerMeetsCanBeReachedByEverybody() {
        for (int i = 0; i < 30; i++) {
            Member open = join("open" + i, "o" + i, 1500);
            Member hidden = join("hidden" + i, "h" + i, 1500);
            for (int k = 0; k < 6; k++) {
                group.connected(open, "gone" + k);
                group.connected(hidden, "gone" + k);
                group.failed(hidden, "gone" + k);
            }
        }
        Member newcomer = join("newcomer", "home", 1500);
        double met = openOfSix(newcomer);
        for (int i = 0; i < 3; i++) {
            group.connected(newcomer, "gone" + i);
        }
        // Once its own outcomes speak for it, it leaves those to the ones that need them.
        assertThat(met).isGreaterThan(openOfSix(newcomer) + 0.15);
    }

    private double openOfSix(Member asking) {
        int open = 0;
        for (int round = 0; round < 500; round++) {
            open += (int) choose(asking, 6).stream()
                    .filter(id -> id.startsWith("open"))
                    .count();
        }
        return open / 500.0;
    }

    @Test
    void whoReachesFewIsGivenThoseThatOthersLikeItReached() {
        Member hard = join("hard", "h", 1500);
        Member alike = join("alike", "a", 1500);
        for (int i = 0; i < 4; i++) {
            group.failed(hard, "gone" + i);
            group.failed(alike, "gone" + i);
        }
        Member open = join("open", "o", 1500);
        Member closed = join("closed", "c", 1500);
        // To everybody else the two are the same.
        for (int i = 0; i < 5; i++) {
            group.connected(open, "gone" + i);
            group.connected(closed, "gone" + i);
        }
        group.introduce(open, hard);
        group.introduce(closed, hard);
        group.connected(open, "hard");
        group.lost(open, "hard");
        group.failed(closed, "hard");
        group.connected(closed, "gone");
        assertThat(timesChosen(alike, "open")).isGreaterThan(900);
        Member other = join("other", "x", 1500);
        for (int i = 0; i < 5; i++) {
            group.connected(other, "gone" + i);
        }
        assertThat(timesChosen(other, "open")).isBetween(300, 700);
    }

    @Test
    void whoGivesNothingIsHardlyEverChosenWhileOthersGive() {
        for (int i = 0; i < 20; i++) {
            join("giving" + i, "g" + i, 1500);
            join("taking" + i, "t" + i, 0);
        }
        Member asking = join("asking", "home", 0);
        int taking = 0;
        for (int round = 0; round < 500; round++) {
            taking += (int) choose(asking, 6).stream()
                    .filter(id -> id.startsWith("taking"))
                    .count();
        }
        assertThat(taking).isBetween(1, 500 * 6 / 10);
    }

    private int timesChosen(Member asking, String wanted) {
        int times = 0;
        for (int round = 0; round < 1000; round++) {
            times += choose(asking, 1).contains(wanted) ? 1 : 0;
        }
        return times;
    }

    @Test
    void theSameSeedMakesTheSameChoice() {
        for (int i = 0; i < 600; i++) {
            join("m" + i, "net" + i, 1000);
        }
        Member asking = join("asking", "home", 1000);
        List<Introduction> once =
                new IntroductionPolicy(new Random(7), new NetworkMemory(), () -> 0).choose(group, asking, 6, Set.of());
        assertThat(new IntroductionPolicy(new Random(7), new NetworkMemory(), () -> 0)
                        .choose(group, asking, 6, Set.of()))
                .isEqualTo(once);
        assertThat(new IntroductionPolicy(new Random(8), new NetworkMemory(), () -> 0)
                        .choose(group, asking, 6, Set.of()))
                .isNotEqualTo(once);
    }

    private static boolean isNear(Introduction pair) {
        return pair.initiator().isNear(pair.responder());
    }

    private Set<String> choose(Member asking, int want) {
        return policy.choose(group, asking, want, Set.of()).stream()
                .map(pair -> pair.responder().id())
                .collect(Collectors.toSet());
    }

    private Member join(String id, String network, int capacity) {
        Member member = new Member(id, network, capacity, Reach.OPEN);
        group.join(member);
        return member;
    }
}
