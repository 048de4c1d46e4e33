package org.bittube.tracker.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MeasurementsTest {
    /** A line with a value in Prometheus' text format 0.0.4. */
    private static final Pattern SAMPLE = Pattern.compile(
            "([a-zA-Z_:][a-zA-Z0-9_:]*)(\\{([a-zA-Z_]\\w*=\"([^\"\\\\\\n]|\\\\[\\\\\"n])*\",?)+\\})? (-?\\d+(\\.\\d+)?(E-?\\d+)?|NaN|[+-]Inf)");

    @Test
    void writesPrometheusTextFormat() {
        Measurements measured = new Measurements();
        measured.counter("bittube_things", "Things, \"so\\called\"\nof two lines.", 3L, "kind", "a \"b\" \\ \n c");
        measured.gauge("bittube_lag_seconds", "Lag.", 0.25);
        assertThat(text(measured)).isEqualTo("""
                # HELP bittube_lag_seconds Lag.
                # TYPE bittube_lag_seconds gauge
                bittube_lag_seconds 0.25
                # HELP bittube_things_total Things, "so\\\\called"\\nof two lines.
                # TYPE bittube_things_total counter
                bittube_things_total{kind="a \\"b\\" \\\\ \\n c"} 3.0
                """);
        assertThat(Measurements.CONTENT_TYPE).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
        assertThat(measured.json().toString())
                .isEqualTo("{\"bittube_things_total\":[{\"kind\":\"a \\\"b\\\" \\\\ \\n c\",\"value\":3}],"
                        + "\"bittube_lag_seconds\":0.25}");
    }

    @Test
    void processTellsOfItself() {
        Measurements measured = new Measurements();
        new ProcessMeasurements().measure(measured);
        Map<String, Double> values = checked(text(measured));
        assertThat(values.get("jvm_memory_used_bytes{area=\"heap\"}")).isGreaterThan(1e6);
        assertThat(values.get("process_cpu_seconds_total")).isPositive();
        assertThat(values.get("process_start_time_seconds")).isBetween(1.7e9, 4e9);
    }

    @Test
    void lagIsTheLongestOfTheLastWindows() {
        long[] now = {1_000};
        LoopLag lag = new LoopLag(() -> now[0]);
        lag.note(40);
        lag.note(7);
        assertThat(seconds(lag)).isEqualTo(0.04);
        now[0] += LoopLag.WINDOW_MILLIS;
        lag.note(9);
        assertThat(seconds(lag)).isEqualTo(0.04);
        now[0] += LoopLag.WINDOW_MILLIS;
        assertThat(seconds(lag)).isEqualTo(0.009);
        now[0] += 2 * LoopLag.WINDOW_MILLIS;
        assertThat(seconds(lag)).isZero();
    }

    /** The values by name and labels, after a look at what the format asks for. */
    static Map<String, Double> checked(String text) {
        Map<String, Double> values = new HashMap<>();
        Set<String> typed = new HashSet<>();
        String type = "";
        for (String line : text.split("\n", -1)) {
            if (line.startsWith("# TYPE ")) {
                String[] words = line.split(" ", -1);
                type = words[3];
                assertThat(typed.add(words[2])).as(line).isTrue();
                assertThat(words[2].endsWith("_total")).as(line).isEqualTo(type.equals("counter"));
            } else if (!line.isEmpty() && !line.startsWith("# HELP ")) {
                Matcher sample = SAMPLE.matcher(line);
                assertThat(sample.matches()).as(line).isTrue();
                assertThat(typed).as(line).contains(sample.group(1));
                String labels = sample.group(2) == null ? "" : sample.group(2);
                assertThat(values.put(sample.group(1) + labels, Double.parseDouble(sample.group(5))))
                        .as(line)
                        .isNull();
            }
        }
        assertThat(text).endsWith("\n");
        return values;
    }

    private static double seconds(LoopLag lag) {
        Measurements measured = new Measurements();
        lag.measure(measured);
        return measured.json().get("bittube_event_loop_lag_seconds").doubleValue();
    }

    private static String text(Measurements measured) {
        return new String(measured.text(), StandardCharsets.UTF_8);
    }
}
