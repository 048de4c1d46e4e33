package org.bittube.gateway.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class LogGateTest {

    private final LogGate gate = new LogGate();

    @Test
    void floodIsSummedUp() {
        for (int i = 0; i < LogGate.AT_ONCE; i++) {
            assertThat(gate.admit(LogKind.PUBLISHER_REFUSED, 1_000)).isZero();
        }
        for (int i = 0; i < 7; i++) {
            assertThat(gate.admit(LogKind.PUBLISHER_REFUSED, 1_000)).isEqualTo(-1);
        }
        assertThat(gate.admit(LogKind.STARTED, 1_000)).as("another kind").isZero();
        long later = 1_000 + LogGate.MILLIS_PER_ENTRY;
        assertThat(gate.admit(LogKind.PUBLISHER_REFUSED, later)).isEqualTo(7);
        assertThat(gate.admit(LogKind.PUBLISHER_REFUSED, later)).isEqualTo(-1);
        assertThat(gate.admit(LogKind.PUBLISHER_REFUSED, 0))
                .as("a clock put back")
                .isEqualTo(-1);
    }
}
