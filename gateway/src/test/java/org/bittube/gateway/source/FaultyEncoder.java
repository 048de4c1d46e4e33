package org.bittube.gateway.source;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.flv.Tags;

/**
 * Sends sound and picture that belong together, with the faults of encoders in the field: restarts, clocks that jump and wrap, sound that
 * comes up to half a second after its pictures. It knows what time it really was.
 */
final class FaultyEncoder {
    private static final long VIDEO_STEP_MILLIS = 40;
    private static final long AUDIO_STEP_MILLIS = 23;

    private final Random random;
    private final long mask;
    private long trueMillis;
    private long clockMillis;
    private int run;
    private int faults;

    /**
     * One tag.
     *
     * @param run counts the faults before it
     * @param trueMillis when it was taken
     */
    record Sent(FlvTag tag, int run, long trueMillis) {}

    FaultyEncoder(Random random) {
        this.random = random;
        this.mask = (1L << List.of(24, 31, 32).get(random.nextInt(3))) - 1;
        this.clockMillis = random.nextBoolean() ? 0 : random.nextLong(mask);
    }

    long trueMillis() {
        return trueMillis;
    }

    int faults() {
        return faults;
    }

    List<Sent> tags(int count) {
        List<Sent> sent = new ArrayList<>();
        Deque<Sent> late = new ArrayDeque<>();
        int most = random.nextInt(12);
        long nextAudio = trueMillis;
        long sinceFault = 0;
        while (sent.size() < count) {
            sent.add(new Sent(Tags.inter(clockMillis & mask), run, trueMillis));
            while (nextAudio <= trueMillis) {
                long clock = Math.max(0, clockMillis - (trueMillis - nextAudio));
                late.add(new Sent(Tags.audio(clock & mask), run, nextAudio));
                nextAudio += AUDIO_STEP_MILLIS;
            }
            while (late.size() > most) {
                sent.add(late.remove());
            }
            trueMillis += VIDEO_STEP_MILLIS;
            clockMillis += VIDEO_STEP_MILLIS;
            sinceFault += VIDEO_STEP_MILLIS;
            if (sinceFault > 4_000 && random.nextInt(100) == 0) {
                sinceFault = 0;
                fault();
            }
        }
        return sent;
    }

    private void fault() {
        faults++;
        run++;
        switch (random.nextInt(4)) {
            case 0 -> clockMillis = 0;
            case 1 -> clockMillis += 3_500 + random.nextInt(100_000);
            case 2 -> clockMillis = Math.max(0, clockMillis - 300 - random.nextInt(100_000));
            default -> clockMillis = mask - 1_000 - random.nextInt(2_000);
        }
    }
}
