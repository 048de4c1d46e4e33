package org.bittube.gateway.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedBudgetTest {
    private final Map<String, Long> bitsPerSecond = new HashMap<>(Map.of("news", 800_000L, "music", 8_000_000L));
    private int copies = 1;
    private final FeedBudget budget =
            new FeedBudget(group -> copies, group -> bitsPerSecond.getOrDefault(group, 0L), 10_000_000);

    @ParameterizedTest
    @CsvSource({"0,1", "149,1", "150,2", "1499,2", "1500,3", "5999,3", "6000,4", "100000,4"})
    void copiesGrowWithTheSwarm(int viewers, int expected) {
        assertThat(FeedBudget.copiesFor(viewers)).isEqualTo(expected);
    }

    @Test
    void everyCopyIsAtAnotherViewer() {
        copies = 2;
        assertThat(budget.grant(1, "news", Substreams.of(0, 1))).isEqualTo(Substreams.of(0, 1));
        assertThat(budget.grant(1, "news", Substreams.of(0, 1))).isEqualTo(Substreams.of(0, 1));
        assertThat(budget.grant(2, "news", Substreams.of(0))).isEqualTo(Substreams.of(0));
        assertThat(budget.grant(3, "news", Substreams.of(0, 1, 2))).isEqualTo(Substreams.of(1, 2));
        assertThat(budget.held(3)).isEqualTo(Substreams.of(1, 2));
    }

    @Test
    void groupsDoNotShareCopies() {
        assertThat(budget.grant(1, "news", Substreams.of(0))).isEqualTo(Substreams.of(0));
        assertThat(budget.grant(2, "music", Substreams.of(0))).isEqualTo(Substreams.of(0));
    }

    @Test
    void whatIsGivenBackIsFree() {
        budget.grant(1, "news", Substreams.ALL);
        assertThat(budget.grant(2, "news", Substreams.ALL)).isEqualTo(Substreams.NONE);
        assertThat(budget.release(1, Substreams.of(3, 4))).isEqualTo(Substreams.of(3, 4));
        assertThat(budget.release(1, Substreams.of(3))).isEqualTo(Substreams.NONE);
        assertThat(budget.grant(2, "news", Substreams.ALL)).isEqualTo(Substreams.of(3, 4));
        budget.leave(1);
        assertThat(budget.grant(2, "news", Substreams.ALL)).isEqualTo(Substreams.ALL);
    }

    @Test
    void bitsOfAllGroupsTogetherAreLimited() {
        copies = 100;
        assertThat(budget.grant(1, "music", Substreams.ALL)).isEqualTo(Substreams.ALL);
        assertThat(budget.grant(2, "music", Substreams.ALL).count()).isEqualTo(2);
        assertThat(budget.grant(3, "news", Substreams.of(0))).isEqualTo(Substreams.NONE);
        budget.leave(2);
        assertThat(budget.grant(3, "news", Substreams.of(0))).isEqualTo(Substreams.of(0));
    }

    @Test
    void nothingIsGivenWithoutBits() {
        FeedBudget none = new FeedBudget(group -> 1, group -> 0, 0);
        assertThat(none.grant(1, "news", Substreams.ALL)).isEqualTo(Substreams.NONE);
    }

    @Test
    void newestHoldersGiveBackWhenTheStreamGrowsHeavier() {
        copies = 2;
        budget.grant(1, "news", Substreams.ALL);
        budget.grant(2, "news", Substreams.ALL);
        assertThat(budget.takeExcess()).isEmpty();
        bitsPerSecond.put("news", 8_000_000L);
        assertThat(budget.takeExcess())
                .isEqualTo(
                        List.of(new FeedBudget.Holding(2, "news", Substreams.of(2, 3, 4, 5, 6, 7), Substreams.NONE)));
        assertThat(budget.held(1)).isEqualTo(Substreams.ALL);
        assertThat(budget.held(2)).isEqualTo(Substreams.of(0, 1));
        assertThat(budget.takeExcess()).isEmpty();
    }

    @Test
    void fewerCopiesTakeNothingAway() {
        copies = 2;
        budget.grant(1, "news", Substreams.of(0));
        budget.grant(2, "news", Substreams.of(0));
        copies = 1;
        assertThat(budget.takeExcess()).isEmpty();
        assertThat(budget.grant(3, "news", Substreams.of(0))).isEqualTo(Substreams.NONE);
        budget.leave(1);
        assertThat(budget.grant(3, "news", Substreams.of(0))).isEqualTo(Substreams.NONE);
        budget.leave(2);
        assertThat(budget.grant(3, "news", Substreams.of(0))).isEqualTo(Substreams.of(0));
    }

    @Test
    void whoTheSwarmDoesNotFeedGetsACopyMoreAsLongAsBitsAreSpare() {
        budget.grant(1, "news", Substreams.ALL);
        assertThat(budget.grantSpare(2, "news", Substreams.of(1))).isEqualTo(Substreams.of(1));
        assertThat(budget.held(2)).isEqualTo(Substreams.of(1));
        // 8 Mbit/s of 10 are spent then: what is left is for those who hand it on.
        assertThat(budget.grant(3, "music", Substreams.ALL)).isEqualTo(Substreams.ALL);
        assertThat(budget.grantSpare(4, "news", Substreams.of(2))).isEqualTo(Substreams.NONE);
    }

    @Test
    void spareCopyIsKeptWhereTheNumberOfCopiesAllowsIt() {
        budget.grant(1, "news", Substreams.ALL);
        budget.grantSpare(2, "news", Substreams.of(1, 2));
        budget.grantSpare(3, "news", Substreams.of(1));
        assertThat(budget.keep(2, Substreams.ALL)).isEqualTo(Substreams.NONE);
        budget.leave(1);
        assertThat(budget.keep(2, Substreams.of(1))).isEqualTo(Substreams.of(1));
        assertThat(budget.keep(2, Substreams.of(1))).as("it is its own already").isEqualTo(Substreams.NONE);
        assertThat(budget.keep(3, Substreams.ALL)).as("one is enough").isEqualTo(Substreams.NONE);
        copies = 2;
        assertThat(budget.keep(3, Substreams.ALL)).isEqualTo(Substreams.of(1));
        assertThat(budget.keep(4, Substreams.ALL)).as("holds nothing").isEqualTo(Substreams.NONE);
        assertThat(budget.held(2)).isEqualTo(Substreams.of(1, 2));
    }
}
