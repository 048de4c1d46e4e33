package org.bittube.tracker.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class GroupTest {
    private final Group group = new Group("news");

    @Test
    void findsMembersUntilTheyLeave() {
        Member a = join("a", "net1");
        Member b = join("b", "net1");
        Member c = join("c", "net2");
        assertThat(group.find("b")).contains(b);
        assertThat(group.membersNear(a).size()).isEqualTo(2);
        group.leave(a);
        assertThat(group.find("a")).isEmpty();
        assertThat(group.members().size()).isEqualTo(2);
        assertThat(group.members().at(0)).isIn(b, c);
        assertThat(group.membersNear(b).size()).isEqualTo(1);
        group.leave(c);
        assertThat(group.membersNear(c).size()).isZero();
        assertThat(group.members().at(0)).isSameAs(b);
    }

    @Test
    void refusesAPeerIdTwiceAndLeavingTwice() {
        Member a = join("a", "net1");
        assertThatThrownBy(() -> join("a", "net2")).isInstanceOf(IllegalStateException.class);
        group.leave(a);
        assertThatThrownBy(() -> group.leave(a)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void tellsWhomALeavingMemberWasIntroducedTo() {
        Member a = join("a", "net1");
        Member b = join("b", "net1");
        Member c = join("c", "net1");
        group.introduce(a, b);
        assertThat(group.leave(a)).containsExactly(b);
        assertThat(b.knows(a)).isFalse();
        assertThat(b.hasMet("a")).isTrue();
        assertThat(c.hasMet("a")).isFalse();
    }

    @Test
    void introducesAPairOnce() {
        Member a = join("a", "net1");
        Member b = join("b", "net1");
        group.introduce(a, b);
        assertThat(b.knows(a)).isTrue();
        assertThatThrownBy(() -> group.introduce(b, a)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> group.introduce(a, a)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void pairsThatFailedAvoidEachOtherAndPairsThatBrokeDoNot() {
        Member a = join("a", "net1");
        Member b = join("b", "net1");
        Member c = join("c", "net1");
        group.introduce(a, b);
        group.introduce(a, c);
        group.failed(a, "b");
        group.lost(c, "a");
        assertThat(a.knows(b)).isFalse();
        assertThat(b.knows(a)).isFalse();
        assertThat(b.avoids(a)).isTrue();
        assertThat(a.knows(c)).isFalse();
        assertThat(a.avoids(c)).isFalse();
        group.introduce(c, a);
        assertThat(a.knows(c)).isTrue();
    }

    @Test
    void aReportOfSuccessSpeaksForBothAndOneOfFailureForTheReporter() {
        Member a = join("a", "net1");
        Member b = join("b", "net1");
        group.introduce(a, b);
        group.connected(a, "b");
        assertThat(a.reliability()).isEqualTo(2.0 / 3);
        assertThat(b.reliability()).isEqualTo(2.0 / 3);
        group.failed(a, "b");
        assertThat(a.reliability()).isEqualTo(2.0 / 4);
        assertThat(b.reliability()).isEqualTo(2.0 / 3);
        group.leave(b);
        group.connected(a, "b");
        assertThat(a.reliability()).isEqualTo(3.0 / 5);
        assertThat(b.reliability()).isEqualTo(2.0 / 3);
    }

    @Test
    void countsOutcomesByTheReachOfBoth() {
        Member open = join("open", "a");
        Member cone = new Member("cone", "b", 1000, Reach.CONE);
        group.join(cone);
        Member hard = new Member("hard", "c", 1000, Reach.SYMMETRIC);
        group.join(hard);
        group.introduce(open, cone);
        group.introduce(cone, hard);
        group.connected(open, "cone");
        group.failed(hard, "cone");
        group.failed(hard, "nobody");
        assertThat(group.figures().met())
                .isEqualTo(Map.of("open-cone", new MetCount(1, 1), "cone-symmetric", new MetCount(1, 0)));
    }

    @Test
    void theOldestIntroductionGivesWayOnBothSides() {
        Member a = join("a", "net1");
        for (int i = 0; i <= Member.MAX_PARTNERS; i++) {
            group.introduce(a, join("b" + i, "net1"));
        }
        assertThat(a.partnerCount()).isEqualTo(Member.MAX_PARTNERS);
        Member first = group.find("b0").orElseThrow();
        assertThat(a.knows(first)).isFalse();
        assertThat(first.knows(a)).isFalse();
        assertThat(first.hasMet("a")).isTrue();
    }

    @Test
    void countsDistinctReportersOfAPoisoner() {
        Member a = join("a", "net1");
        Member b = join("b", "net1");
        Member p = join("p", "net1");
        group.introduce(a, p);
        group.introduce(b, p);
        group.poisoned(a, "p");
        group.poisoned(a, "p");
        group.poisoned(b, "p");
        group.leave(p);
        assertThat(group.figures().poisoned()).containsOnlyKeys("p").containsEntry("p", 2);
        assertThat(group.poisonReportsOf("p")).isEqualTo(2);
        assertThat(a.avoids(p)).isTrue();
    }

    @Test
    void forgetsThePoisonerThatWasNamedFirstWhenThereAreTooMany() {
        Member a = join("a", "net1");
        for (int i = 0; i <= PoisonReports.MAX_SUSPECTS; i++) {
            group.poisoned(a, "p" + i);
        }
        assertThat(group.figures().poisoned())
                .hasSize(PoisonReports.MAX_SUSPECTS)
                .doesNotContainKey("p0")
                .containsKey("p" + PoisonReports.MAX_SUSPECTS);
    }

    @Test
    void addsUpFiguresAlsoOfThoseThatLeft() {
        Member a = join("a", "net1");
        Member b = join("b", "net1");
        group.figures(a, new ViewerFigures(1, 1, 1, 1, 1, 1, 1, true, OptionalLong.empty()));
        group.figures(a, new ViewerFigures(60, 10, 0, 5, 900, 1, 200, true, OptionalLong.empty()));
        group.figures(b, new ViewerFigures(20, 5, 5, 75, 500, 2, 100, true, OptionalLong.empty()));
        group.leave(a);
        GroupFigures figures = group.figures();
        assertThat(figures.peers()).isEqualTo(1);
        assertThat(figures.fromPeersBytes()).isEqualTo(80);
        assertThat(figures.fromFeedBytes()).isEqualTo(15);
        assertThat(figures.fromHttpBytes()).isEqualTo(5);
        assertThat(figures.toPeersBytes()).isEqualTo(80);
        assertThat(figures.offload()).isEqualTo(0.8);
        assertThat(figures.stalls()).isEqualTo(3);
        assertThat(figures.stalledMillis()).isEqualTo(300);
        assertThat(figures.lagMillisP50()).hasValue(500);
    }

    @Test
    void takesPercentilesOfThoseThatPlay() {
        for (int i = 1; i <= 100; i++) {
            Member member = join("m" + i, "net1");
            group.figures(member, new ViewerFigures(0, 0, 0, 0, i, 0, 0, true, OptionalLong.empty()));
        }
        group.figures(
                join("paused", "net1"), new ViewerFigures(0, 0, 0, 0, 1_000_000, 0, 0, false, OptionalLong.empty()));
        join("silent", "net1");
        assertThat(group.figures().lagMillisP50()).hasValue(50);
        assertThat(group.figures().lagMillisP95()).hasValue(95);
    }

    @Test
    void hasNoPercentilesAndNoOffloadOfNothing() {
        assertThat(group.figures().lagMillisP50()).isEqualTo(OptionalLong.empty());
        assertThat(group.figures().offload()).isZero();
    }

    @Test
    void sumsThatPassTheLargestNumberStayThere() {
        long most = (1L << 53) - 1;
        for (int i = 0; i < 2000; i++) {
            Member member = join("m" + i, "net1");
            group.figures(member, new ViewerFigures(most, most, most, most, 0, most, most, true, OptionalLong.empty()));
        }
        assertThat(group.figures().fromPeersBytes()).isEqualTo(Long.MAX_VALUE);
        assertThat(group.figures().offload()).isBetween(0.33, 0.34);
    }

    @Test
    void keepsHowLongEachWaitedForItsFirstPictureOnce() {
        Member a = join("a", "net1");
        group.figures(a, started(640));
        group.figures(a, started(1));
        group.leave(a);
        assertThat(group.figures().starts()).isEqualTo(new StartTimes(1, List.of(640)));
        for (int i = 0; i < StartLog.MOST; i++) {
            group.figures(join("m" + i, "net1"), started(i));
        }
        StartTimes starts = group.figures().starts();
        assertThat(starts.told()).isEqualTo(StartLog.MOST + 1);
        assertThat(starts.latestMillis()).hasSize(StartLog.MOST).startsWith(0).endsWith(StartLog.MOST - 1);
    }

    private static ViewerFigures started(long millis) {
        return new ViewerFigures(0, 0, 0, 0, 0, 0, 0, true, OptionalLong.of(millis));
    }

    private Member join(String id, String network) {
        Member member = new Member(id, network, 1000, Reach.OPEN);
        group.join(member);
        return member;
    }
}
