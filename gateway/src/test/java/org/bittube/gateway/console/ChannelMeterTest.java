package org.bittube.gateway.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ChannelMeterTest {
    private static final long STEP = Sampler.STEP_MILLIS;

    private final ChannelMeter meter = new ChannelMeter();

    @Test
    void tellsWhatCameSinceTheLastTime() {
        meter.next(reading(1, 1_000, 50, 1, null), STEP);
        Sample sample = meter.next(reading(2, 1_500, 80, 4, null), STEP);
        assertThat(sample.figures())
                .containsEntry(Figure.VIEWERS, 2.0)
                .containsEntry(Figure.SERVER_BYTES, 500.0)
                .containsEntry(Figure.BLOCKED_BYTES, 30.0)
                .containsEntry(Figure.REPAIRS, 3.0)
                .doesNotContainKeys(Figure.PEERS_BYTES, Figure.LAG_P50_MILLIS);
    }

    @Test
    void firstSampleTellsNothingOfWhatWasBefore() {
        Sample first = meter.next(reading(1, 1_000, 50, 1, report(900, 300, 7)), STEP);
        assertThat(first.figures()).containsEntry(Figure.SERVER_BYTES, 0.0).containsEntry(Figure.INTERRUPTIONS, 0.0);
        assertThat(first.connections()).isEmpty();
    }

    @Test
    void counterThatBeganAnewCountsFromZero() {
        meter.next(reading(1, 1_000, 50, 9, null), STEP);
        assertThat(meter.next(reading(1, 10, 50, 2, null), STEP).figures())
                .containsEntry(Figure.SERVER_BYTES, 10.0)
                .containsEntry(Figure.REPAIRS, 2.0);
    }

    @Test
    void reportsAreSpreadAndNothingOfThemIsLost() {
        meter.next(reading(5, 0, 0, 0, report(0, 0, 0)), STEP);
        double all = 0;
        double highest = 0;
        for (int step = 0; step < 100; step++) {
            double now = meter.next(reading(5, 0, 0, 0, report(1_000_000, 500_000, 0)), STEP)
                    .figures()
                    .getOrDefault(Figure.PEERS_BYTES, 0.0);
            all += now;
            highest = Math.max(highest, now);
        }
        assertThat(all).isCloseTo(1_000_000, within(1.0));
        assertThat(highest).as("no beat of reports").isLessThan(200_000);
    }

    @Test
    void whatCannotBeIsNotBelieved() {
        meter.next(new Reading(2, 8_000_000, 0, 0, 0, report(0, 0, 0)), STEP);
        double all = 0;
        for (int step = 0; step < 500; step++) {
            all += meter.next(new Reading(2, 8_000_000, 0, 0, 0, report(1L << 52, 0, 0)), STEP)
                    .figures()
                    .getOrDefault(Figure.PEERS_BYTES, 0.0);
        }
        assertThat(all).isLessThanOrEqualTo(2 * 1_000_000.0 * Spread.MOST_SECONDS + 1);
    }

    @Test
    void tellsNewAttemptsOnly() {
        meter.next(reading(1, 0, 0, 0, report(0, 0, 0, Map.of("open-open", new Attempts(3, 3)))), STEP);
        Map<String, Attempts> now = Map.of("open-open", new Attempts(3, 3), "cone-open", new Attempts(4, 1));
        assertThat(meter.next(reading(1, 0, 0, 0, report(0, 0, 0, now)), STEP).connections())
                .isEqualTo(Map.of("cone-open", new Attempts(4, 1)));
    }

    @Test
    void startsAreThoseOfTheLastMinute() {
        meter.next(reading(1, 0, 0, 0, started(2, 9_000, 9_000)), STEP);
        assertThat(meter.next(reading(1, 0, 0, 0, started(2, 9_000, 9_000)), STEP)
                        .figures())
                .as("told before anybody looked")
                .doesNotContainKeys(Figure.START_P50_MILLIS, Figure.START_P95_MILLIS);
        ViewerReport three = started(5, 9_000, 9_000, 700, 500, 2_000);
        assertThat(meter.next(reading(4, 0, 0, 0, three), STEP).figures())
                .containsEntry(Figure.START_P50_MILLIS, 700.0)
                .containsEntry(Figure.START_P95_MILLIS, 2_000.0);
        assertThat(meter.next(reading(4, 0, 0, 0, three), StartWindow.MILLIS - 1)
                        .figures())
                .containsEntry(Figure.START_P50_MILLIS, 700.0);
        assertThat(meter.next(reading(4, 0, 0, 0, three), 1).figures()).doesNotContainKey(Figure.START_P50_MILLIS);
    }

    @Test
    void ofAFloodOfStartsTheLatestCount() {
        meter.next(reading(1, 0, 0, 0, started(0)), STEP);
        Sample sample = meter.next(reading(1, 0, 0, 0, started(1_000_000, 100, 200, 300)), STEP);
        assertThat(sample.figures()).containsEntry(Figure.START_P50_MILLIS, 200.0);
        StartWindow window = new StartWindow();
        for (int i = 1; i <= 2 * StartWindow.MOST; i++) {
            window.add(List.of(i), 0);
        }
        assertThat(window.percentile(50)).isEqualTo(StartWindow.MOST + StartWindow.MOST / 2);
    }

    private static Reading reading(
            int viewers, long sharing, long relayed, long repairs, @Nullable ViewerReport report) {
        return new Reading(viewers, 0, sharing, relayed, repairs, report);
    }

    private static ViewerReport report(long fromPeers, long toPeers, long stalls) {
        return report(fromPeers, toPeers, stalls, Map.of());
    }

    private static ViewerReport report(long fromPeers, long toPeers, long stalls, Map<String, Attempts> connections) {
        return report(fromPeers, toPeers, stalls, 0, List.of(), connections);
    }

    private static ViewerReport started(long starts, Integer... latestStartMillis) {
        return report(0, 0, 0, starts, List.of(latestStartMillis), Map.of());
    }

    private static ViewerReport report(
            long fromPeers,
            long toPeers,
            long stalls,
            long starts,
            List<Integer> latestStartMillis,
            Map<String, Attempts> connections) {
        return new ViewerReport(
                fromPeers,
                toPeers,
                OptionalLong.of(800),
                OptionalLong.of(1_200),
                starts,
                latestStartMillis,
                stalls,
                connections);
    }
}
