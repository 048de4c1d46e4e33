package org.bittube.gateway.console;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The samples of the last hour, of each channel and of all: {@value #SAMPLES} of 4 bytes for each figure that a channel ever had, so at most 0.3 MB a channel,
 * and nothing for one that was never watched. Confined to its event loop.
 */
final class Hour {
    static final int SAMPLES = 1_800;

    private static final int GAP_STEPS = 3;

    private final long[] at = new long[SAMPLES];
    private final Map<String, Map<String, float[]>> columns = new HashMap<>();
    private int count;
    private int next;

    /** Adds one sample of each, and before it one of nothing where some are missing; forgets channels that are no more. */
    void add(LiveSample sample) {
        long lastMillis = count == 0 ? sample.atMillis() : at[slot(count - 1)];
        if (sample.atMillis() - lastMillis > GAP_STEPS * Sampler.STEP_MILLIS) {
            append(new LiveSample(lastMillis + Sampler.STEP_MILLIS, Sample.UNKNOWN, Map.of()));
        }
        columns.keySet()
                .removeIf(name -> !name.equals(Stats.ALL) && !sample.channels().containsKey(name));
        append(sample);
    }

    private void append(LiveSample sample) {
        for (Map<String, float[]> known : columns.values()) {
            known.values().forEach(column -> column[next] = Float.NaN);
        }
        at[next] = sample.atMillis();
        put(Stats.ALL, sample.total());
        sample.channels().forEach((channel, figures) -> {
            if (columns.containsKey(channel) || !figures.isIdle()) {
                put(channel, figures);
            }
        });
        next = (next + 1) % SAMPLES;
        count = Math.min(SAMPLES, count + 1);
    }

    /** What is known of a channel, or of {@link Stats#ALL}. */
    Stats stats(String channel) {
        long[] times = new long[count];
        for (int i = 0; i < count; i++) {
            times[i] = at[slot(i)];
        }
        Map<String, double[]> known = new TreeMap<>();
        columns.getOrDefault(channel, Map.of()).forEach((name, ring) -> {
            double[] column = new double[count];
            for (int i = 0; i < count; i++) {
                column[i] = ring[slot(i)];
            }
            known.put(name, column);
        });
        return new Stats(Sampler.STEP_MILLIS, times, known);
    }

    private int slot(int i) {
        return (next - count + i + SAMPLES) % SAMPLES;
    }

    private void put(String channel, Sample sample) {
        Map<String, float[]> known = columns.computeIfAbsent(channel, name -> new HashMap<>());
        Stats.forEach(sample, (name, value) -> known.computeIfAbsent(name, made -> empty())[next] = (float) value);
    }

    private static float[] empty() {
        float[] column = new float[SAMPLES];
        Arrays.fill(column, Float.NaN);
        return column;
    }
}
