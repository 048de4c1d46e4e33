package org.bittube.gateway.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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

    private static Reading reading(
            int viewers, long sharing, long relayed, long repairs, @Nullable ViewerReport report) {
        return new Reading(viewers, 0, sharing, relayed, repairs, report);
    }

    private static ViewerReport report(long fromPeers, long toPeers, long stalls) {
        return report(fromPeers, toPeers, stalls, Map.of());
    }

    private static ViewerReport report(long fromPeers, long toPeers, long stalls, Map<String, Attempts> connections) {
        return new ViewerReport(
                fromPeers,
                toPeers,
                OptionalLong.of(800),
                OptionalLong.of(1_200),
                OptionalLong.empty(),
                OptionalLong.empty(),
                stalls,
                connections);
    }
}
