package org.bittube.gateway.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.bittube.db.recordings.RecordingRecord;
import org.junit.jupiter.api.Test;

class RetentionTest {
    private static final RecordingRecord A = recording("a", "news", 0);
    private static final RecordingRecord B = recording("b", "sport", 1_000);
    private static final RecordingRecord C = recording("c", "news", 2_000);
    private static final RecordingRecord D = recording("d", "news", 3_000);
    private static final List<RecordingRecord> ALL = List.of(A, B, C, D);

    @Test
    void withoutLimitsNothingGoes() {
        assertThat(new Retention(0, 0).expired(ALL, Long.MAX_VALUE / 2)).isEmpty();
    }

    @Test
    void ageCountsFromTheEndOfTheRecording() {
        // Each lasts 100 ms.
        assertThat(new Retention(5_000, 0).expired(ALL, 6_100)).containsExactly(A);
        assertThat(new Retention(5_000, 0).expired(ALL, 5_100)).isEmpty();
        assertThat(new Retention(1, 0).expired(ALL, 1_000_000)).containsExactlyElementsOf(ALL);
    }

    @Test
    void theNewestOfEachChannelStay() {
        assertThat(new Retention(0, 1).expired(ALL, 0)).containsExactly(A, C);
        assertThat(new Retention(0, 2).expired(ALL, 0)).containsExactly(A);
        assertThat(new Retention(0, 3).expired(ALL, 0)).isEmpty();
    }

    private static RecordingRecord recording(String id, String channel, long startedMillis) {
        return new RecordingRecord(
                id,
                channel,
                id + ".flv",
                RecordingRecord.State.FINISHED,
                Instant.ofEpochMilli(startedMillis),
                1,
                0,
                100,
                1_000);
    }
}
