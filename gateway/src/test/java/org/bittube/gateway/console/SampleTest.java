package org.bittube.gateway.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SampleTest {

    private final Sample few = new Sample(
            Map.of(
                    Figure.VIEWERS, 1.0,
                    Figure.SERVER_BYTES, 100.0,
                    Figure.LAG_P50_MILLIS, 400.0,
                    Figure.LAG_P95_MILLIS, 900.0),
            Map.of("open-open", new Attempts(2, 1)));
    private final Sample many = new Sample(
            Map.of(
                    Figure.VIEWERS, 3.0,
                    Figure.SERVER_BYTES, 50.0,
                    Figure.LAG_P50_MILLIS, 800.0,
                    Figure.LAG_P95_MILLIS, 800.0),
            Map.of("open-open", new Attempts(1, 1), "cone-open", new Attempts(1, 0)));

    @Test
    void longerTimeHasSumsOfWhatFlowsAndMeansOfWhatIs() {
        Sample both = Sample.overTime(List.of(few, many, Sample.UNKNOWN));
        assertThat(both.figures())
                .isEqualTo(Map.of(
                        Figure.VIEWERS, 2.0,
                        Figure.SERVER_BYTES, 150.0,
                        Figure.LAG_P50_MILLIS, 600.0,
                        Figure.LAG_P95_MILLIS, 900.0));
        assertThat(both.connections())
                .isEqualTo(Map.of("open-open", new Attempts(3, 2), "cone-open", new Attempts(1, 0)));
    }

    @Test
    void allChannelsAreWeighedByTheirViewers() {
        assertThat(Sample.overChannels(List.of(few, many)).figures())
                .isEqualTo(Map.of(
                        Figure.VIEWERS, 4.0,
                        Figure.SERVER_BYTES, 150.0,
                        Figure.LAG_P50_MILLIS, 700.0,
                        Figure.LAG_P95_MILLIS, 900.0));
    }

    @Test
    void nothingIsKnownOfNothing() {
        assertThat(Sample.overTime(List.of())).isEqualTo(Sample.UNKNOWN);
        assertThat(Sample.UNKNOWN.json().get("viewers").isNull()).isTrue();
        assertThat(Sample.IDLE.isIdle()).isTrue();
        assertThat(few.isIdle()).isFalse();
    }

    @Test
    void isReadAsItWasWritten() {
        for (Sample sample : List.of(few, many, Sample.UNKNOWN, Sample.IDLE)) {
            assertThat(Sample.of(sample.json())).isEqualTo(sample);
        }
    }
}
