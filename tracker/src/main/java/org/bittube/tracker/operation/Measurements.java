package org.bittube.tracker.operation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Label;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is measured in one look at a program, by name and labels. Names follow Prometheus: base units, {@code _total} behind counters. Every value of
 * one name has the same labels; whoever measures sees to it that there are only so many different values of them.
 */
public final class Measurements {
    /** Of what {@link #text} gives. */
    static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

    private record Family(boolean counter, String help, Map<Labels, Double> points) {}

    private final Map<String, Family> families = new LinkedHashMap<>();

    /** Whatever measures itself. */
    @FunctionalInterface
    public interface Source {
        /** Adds what it knows. Called on the event loop of the program; must answer at once. */
        void measure(Measurements measured);
    }

    /**
     * Adds what only grows while the program runs.
     *
     * @param name without {@code _total}
     * @param labels names and values in turn
     */
    public Measurements counter(String name, String help, double value, String... labels) {
        return add(name, true, help, value, labels);
    }

    /** As above, of what is counted in whole numbers; past 2⁵³ the last digits are lost. */
    public Measurements counter(String name, String help, long value, String... labels) {
        return counter(name, help, (double) value, labels);
    }

    /** Adds what goes up and down. */
    public Measurements gauge(String name, String help, double value, String... labels) {
        return add(name, false, help, value, labels);
    }

    /** As above, of a whole number. */
    public Measurements gauge(String name, String help, long value, String... labels) {
        return gauge(name, help, (double) value, labels);
    }

    private Measurements add(String name, boolean counter, String help, double value, String... labels) {
        families.computeIfAbsent(name, first -> new Family(counter, help, new LinkedHashMap<>()))
                .points()
                .put(Labels.of(labels), value);
        return this;
    }

    /** In Prometheus' text format 0.0.4, UTF-8. */
    byte[] text() {
        MetricSnapshots.Builder all = MetricSnapshots.builder();
        families.forEach((name, family) -> all.metricSnapshot(snapshot(name, family)));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            PrometheusTextFormatWriter.create().write(out, all.build());
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes everything", e);
        }
        return out.toByteArray();
    }

    /** The same as JSON: a number for each name, or, of those with labels, a list of objects with the labels and {@code value}. */
    ObjectNode json() {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        families.forEach((name, family) -> {
            String field = family.counter() ? name + "_total" : name;
            if (family.points().size() == 1 && family.points().containsKey(Labels.EMPTY)) {
                put(all, field, family.points().getOrDefault(Labels.EMPTY, 0.0));
            } else {
                ArrayNode points = all.putArray(field);
                family.points().forEach((labels, value) -> {
                    ObjectNode point = points.addObject();
                    for (Label label : labels) {
                        point.put(label.getName(), label.getValue());
                    }
                    put(point, "value", value);
                });
            }
        });
        return all;
    }

    private static void put(ObjectNode object, String field, double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1L << 53) {
            object.put(field, (long) value);
        } else {
            object.put(field, value);
        }
    }

    private static MetricSnapshot snapshot(String name, Family family) {
        if (family.counter()) {
            CounterSnapshot.Builder counter =
                    CounterSnapshot.builder().name(name).help(family.help());
            family.points()
                    .forEach((labels, value) -> counter.dataPoint(CounterDataPointSnapshot.builder()
                            .labels(labels)
                            .value(value)
                            .build()));
            return counter.build();
        }
        GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(name).help(family.help());
        family.points()
                .forEach((labels, value) -> gauge.dataPoint(GaugeDataPointSnapshot.builder()
                        .labels(labels)
                        .value(value)
                        .build()));
        return gauge.build();
    }
}
