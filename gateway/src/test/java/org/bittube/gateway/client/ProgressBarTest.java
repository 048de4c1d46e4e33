package org.bittube.gateway.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
    private static final long SECOND = 1_000_000_000;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final AtomicLong nanos = new AtomicLong(5 * SECOND);

    @Test
    void overwritesItsLineOnATerminal() {
        Progress bar = bar(true);
        bar.begin("clip.flv", 12_000_000);
        bar.held(4_000_000);
        nanos.addAndGet(SECOND);
        bar.moved(2_000_000);
        assertThat(text().substring(text().lastIndexOf('\r') + 1))
                .startsWith("clip.flv")
                .contains("[##########----------]  50 %  6.0 MB of 12.0 MB  2.0 MB/s  0:03 left");
        bar.moved(6_000_000);
        bar.end();
        assertThat(text()).endsWith(System.lineSeparator()).contains("100 %  12.0 MB of 12.0 MB");
        assertThat(text().split(System.lineSeparator(), -1))
                .as("lines, the last one empty")
                .hasSize(2);
    }

    @Test
    void redrawsATerminalTenTimesASecondAtMost() {
        Progress bar = bar(true);
        bar.begin("clip.flv", 1_000_000);
        for (int i = 0; i < 1_000; i++) {
            nanos.addAndGet(SECOND / 1_000);
            bar.moved(1_000);
        }
        assertThat(text().split("\r", -1).length).isBetween(10, 12);
    }

    @Test
    void aLineForEachTenthElsewhere() {
        Progress bar = bar(false);
        bar.begin("clip.flv", 1_000);
        for (int i = 0; i < 1_000; i++) {
            nanos.addAndGet(SECOND / 1_000);
            bar.moved(1);
        }
        bar.end();
        assertThat(text()).doesNotContain("\r");
        assertThat(text().lines()).hasSize(10).last().asString().contains("100 %");
    }

    @Test
    void textKeepsItsLengthAndItsRange() {
        String fresh = ProgressText.of("a name that is far too long for one line", 0, 0, 0, 0);
        assertThat(fresh).startsWith("a name that is far too ~").contains("100 %");
        assertThat(ProgressText.of("x", 1_000, 0, 2_000, SECOND)).contains("100 %");
        assertThat(ProgressText.of("x", 1L << 40, 0, 1, SECOND))
                .contains("  0 %")
                .contains("days left");
        assertThat(ProgressText.of("x", 7_200_000, 0, 1_000, SECOND)).contains("1:59:59 left");
    }

    @Test
    void sizesAreShort() {
        assertThat(Sizes.of(0)).isEqualTo("0 B");
        assertThat(Sizes.of(999)).isEqualTo("999 B");
        assertThat(Sizes.of(1_000)).isEqualTo("1.0 kB");
        assertThat(Sizes.of(999_949)).isEqualTo("999.9 kB");
        assertThat(Sizes.of(999_950)).isEqualTo("1.0 MB");
        assertThat(Sizes.of(1L << 40)).isEqualTo("1.1 TB");
    }

    private Progress bar(boolean terminal) {
        return new ProgressBar(new PrintStream(bytes, true, StandardCharsets.UTF_8), terminal, nanos::get);
    }

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
