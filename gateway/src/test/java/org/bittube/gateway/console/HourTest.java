package org.bittube.gateway.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class HourTest {
    private static final long STEP = Sampler.STEP_MILLIS;

    private final Hour hour = new Hour();
    private long nowMillis = 1_000_000;

    @Test
    void keepsAnHourAndNoMore() {
        for (int i = 0; i < Hour.SAMPLES + 10; i++) {
            add(Map.of("news", viewers(i)));
        }
        Stats stats = hour.stats("news");
        assertThat(stats.atMillis()).hasSize(Hour.SAMPLES).isSorted();
        assertThat(stats.atMillis()[Hour.SAMPLES - 1]).isEqualTo(nowMillis);
        double[] viewers = stats.columns().get("viewers");
        assertThat(viewers[0]).isEqualTo(10);
        assertThat(viewers[Hour.SAMPLES - 1]).isEqualTo(Hour.SAMPLES + 9);
        assertThat(hour.stats(Stats.ALL).columns().get("viewers")).isEqualTo(viewers);
    }

    @Test
    void channelOfWhichNothingIsKnownHasNoColumns() {
        add(Map.of("news", Sample.IDLE));
        assertThat(hour.stats("news").columns()).isEmpty();
        add(Map.of("news", viewers(1)));
        add(Map.of("news", Sample.IDLE));
        assertThat(hour.stats("news").columns().get("viewers")).containsExactly(Double.NaN, 1, 0);
        add(Map.of());
        assertThat(hour.stats("news").columns()).as("it is no more").isEmpty();
    }

    @Test
    void gapIsNoLine() {
        add(Map.of("news", viewers(1)));
        nowMillis += 60_000;
        add(Map.of("news", viewers(2)));
        assertThat(hour.stats("news").columns().get("viewers")).containsExactly(1, Double.NaN, 2);
        assertThat(hour.stats("news").json())
                .contains("\"viewers\":[1,null,2]")
                .contains("\"lagP50Millis\":[null,null,null]")
                .contains("\"connections\":[{\"open-open\":{\"tried\":2,\"met\":1}},null,{\"open-open\"");
    }

    private void add(Map<String, Sample> channels) {
        nowMillis += STEP;
        hour.add(LiveSample.of(nowMillis, channels));
    }

    private static Sample viewers(int count) {
        return new Sample(Map.of(Figure.VIEWERS, (double) count), Map.of("open-open", new Attempts(2, 1)));
    }
}
