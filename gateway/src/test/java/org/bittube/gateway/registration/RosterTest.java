package org.bittube.gateway.registration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RosterTest {
    private final Roster roster = new Roster();

    @Test
    void tellsWhatIsNewFirstAndThenWhatWasToldLongestAgo() {
        roster.open("one", "key");
        roster.open("two", "key");
        roster.onTold(roster.next(1), Map.of("one", 3));
        assertThat(roster.viewers("one")).isEqualTo(3);
        assertThat(roster.hasNews()).isTrue();
        assertThat(roster.next(1).groups()).containsExactly(Map.entry("two", "key"));
        roster.onTold(roster.next(1), Map.of());
        assertThat(roster.hasNews()).isFalse();
        assertThat(roster.next(1).groups()).containsExactly(Map.entry("one", "key"));
        roster.onTold(roster.next(1), Map.of());
        assertThat(roster.viewers("one")).isZero();
        assertThat(roster.next(10).groups()).containsOnlyKeys("two", "one");
    }

    @Test
    void tellsAnEndUntilItWasHeard() {
        roster.open("one", "key");
        roster.onTold(roster.next(10), Map.of("one", 1));
        roster.close("one");
        assertThat(roster.viewers("one")).isZero();
        assertThat(roster.next(10)).isEqualTo(new Roster.Batch(Map.of(), List.of("one")));
        roster.onTold(roster.next(10), Map.of());
        assertThat(roster.next(10).isEmpty()).isTrue();
        roster.close("never");
        assertThat(roster.hasNews()).isFalse();
    }

    @Test
    void whatChangesWhileItIsToldIsToldAgain() {
        roster.open("one", "key");
        Roster.Batch batch = roster.next(10);
        roster.open("one", "other key");
        roster.onTold(batch, Map.of("one", 2));
        assertThat(roster.viewers("one")).isZero();
        assertThat(roster.next(10).groups()).containsExactly(Map.entry("one", "other key"));
    }
}
