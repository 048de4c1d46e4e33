package org.bittube.gateway.publish;

import static org.assertj.core.api.Assertions.assertThat;

import org.bittube.gateway.publish.Intake.Hold;
import org.junit.jupiter.api.Test;

class IntakeTest {
    private final PausableStream stream = new PausableStream();
    private final Intake intake = new Intake(stream, 1_000, 0);

    @Test
    void whatIsMoreThanTheRateWaitsForTheNextSecond() {
        intake.received(1_000, 100);
        assertThat(stream.calls).isEmpty();
        intake.received(1, 200);
        assertThat(stream.calls).containsExactly("pause");
        intake.tick(1_000);
        assertThat(stream.calls).containsExactly("pause", "resume");
        intake.received(1_000, 1_100);
        assertThat(stream.calls).hasSize(2);
    }

    @Test
    void readsOnWhenNothingHoldsItAnyMore() {
        intake.hold(Hold.ROOM);
        intake.hold(Hold.ANSWERS);
        intake.hold(Hold.ROOM);
        intake.release(Hold.ROOM);
        assertThat(stream.calls).containsExactly("pause");
        intake.release(Hold.ANSWERS);
        intake.release(Hold.ANSWERS);
        assertThat(stream.calls).containsExactly("pause", "resume");
    }

    @Test
    void isSilentOnlyWhileItCouldBeRead() {
        intake.received(1, 500);
        intake.tick(10_000);
        assertThat(intake.silentMillis(10_000)).isEqualTo(9_500);
        intake.hold(Hold.ROOM);
        intake.tick(60_000);
        intake.release(Hold.ROOM);
        assertThat(intake.silentMillis(61_000)).isEqualTo(1_000);
    }
}
