package org.bittube.gateway.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.bittube.gateway.source.SourceState;
import org.bittube.gateway.source.SourceStatus;
import org.bittube.gateway.source.StreamFigures;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ProbeVerdictTest {
    private static final StreamFigures WHOLE = new StreamFigures(1280, 720, 25, 2_000_000, 2_000);

    @Test
    void waitsUntilEverythingIsKnown() {
        assertThat(ProbeVerdict.of(status(0, null, StreamFigures.NONE, "H.264"), 100))
                .isNull();
        assertThat(ProbeVerdict.of(status(9, null, StreamFigures.NONE, "H.264"), 3_000))
                .isNull();
        assertThat(ProbeVerdict.of(status(9, null, new StreamFigures(1280, 720, 25, 2_000_000, 0), "H.264"), 5_000))
                .isNull();
        assertThat(ProbeVerdict.of(status(9, "a past trouble", WHOLE, "H.264"), 4_500))
                .asString()
                .isEqualTo("{\"ok\":true,\"video\":\"H.264\",\"audio\":\"AAC\",\"width\":1280,\"height\":720,"
                        + "\"framesPerSecond\":25.0,\"bitsPerSecond\":2000000,\"keyframeMillis\":2000}");
    }

    @Test
    void soundAloneHasNoKeyframes() {
        StreamFigures sound = new StreamFigures(0, 0, 0, 128_000, 0);
        assertThat(ProbeVerdict.of(status(9, null, sound, null), 4_500))
                .asString()
                .contains("\"ok\":true", "\"video\":null", "\"width\":null");
    }

    @Test
    void tellsAtTheEndWhatIsKnown() {
        assertThat(ProbeVerdict.of(status(9, null, StreamFigures.NONE, "H.264"), ProbeVerdict.MOST_MILLIS))
                .asString()
                .contains("\"ok\":true", "\"bitsPerSecond\":null");
        assertThat(ProbeVerdict.of(status(0, null, StreamFigures.NONE, null), ProbeVerdict.MOST_MILLIS))
                .asString()
                .contains("\"ok\":false", "Nothing came");
    }

    @Test
    void troubleIsToldAtOnce() {
        assertThat(ProbeVerdict.of(status(0, "No connection to host: check the URL.", StreamFigures.NONE, null), 50))
                .asString()
                .isEqualTo("{\"ok\":false,\"reason\":\"No connection to host: check the URL.\"}");
    }

    private static SourceStatus status(
            long tags, @Nullable String error, StreamFigures figures, @Nullable String video) {
        return new SourceStatus(SourceState.RUNNING, 0, error, tags, 0, 0, Map.of(), 0, figures, video, "AAC");
    }
}
