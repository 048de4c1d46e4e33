package org.bittube.gateway.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The figures of one span of time; those that are not known are absent. Pure.
 *
 * @param connections by the networks of both, {@code open-cone}; those that nothing is known of are absent
 */
record Sample(Map<Figure, Double> figures, Map<String, Attempts> connections) {
    /** Nothing is known. */
    static final Sample UNKNOWN = new Sample(Map.of(), Map.of());

    /** Nobody watches, and nothing happens. */
    static final Sample IDLE = new Sample(
            Map.of(
                    Figure.VIEWERS, 0.0,
                    Figure.PEERS_BYTES, 0.0,
                    Figure.SERVER_BYTES, 0.0,
                    Figure.BLOCKED_BYTES, 0.0,
                    Figure.INTERRUPTIONS, 0.0,
                    Figure.REPAIRS, 0.0,
                    Figure.UPLOAD_BITS_PER_SECOND, 0.0),
            Map.of());

    Sample {
        figures = Map.copyOf(figures);
        connections = Map.copyOf(connections);
    }

    /** Whether nobody watched, and nothing happened. */
    boolean isIdle() {
        return figures.values().stream().allMatch(value -> value == 0) && connections.isEmpty();
    }

    /** One sample of a longer time, from those that it is made of. */
    static Sample overTime(Collection<Sample> parts) {
        return joined(parts, (figure, figures) -> switch (figure.overTime()) {
            case SUM -> sum(figure, figures);
            case MEAN -> mean(figure, figures, false);
            case HIGHEST -> highest(figure, figures);
        });
    }

    /** One sample of all channels. */
    static Sample overChannels(Collection<Sample> channels) {
        return joined(channels, (figure, figures) -> switch (figure.overChannels()) {
            case SUM -> sum(figure, figures);
            case MEAN_OF_VIEWERS -> mean(figure, figures, true);
            case HIGHEST -> highest(figure, figures);
        });
    }

    /** As it is sent and kept: whole numbers, and null where nothing is known. */
    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        for (Figure figure : Figure.values()) {
            Double value = figures.get(figure);
            if (value == null) {
                json.putNull(figure.jsonName());
            } else {
                json.put(figure.jsonName(), Math.round(value));
            }
        }
        ObjectNode pairs = json.putObject("connections");
        new TreeMap<>(connections)
                .forEach((pair, attempts) ->
                        pairs.putObject(pair).put("tried", attempts.tried()).put("met", attempts.met()));
        return json;
    }

    /** Reads what {@link #json} wrote; what is missing there is not known. */
    static Sample of(JsonNode json) {
        Map<Figure, Double> figures = new EnumMap<>(Figure.class);
        for (Figure figure : Figure.values()) {
            if (json.path(figure.jsonName()).isNumber()) {
                figures.put(figure, json.path(figure.jsonName()).doubleValue());
            }
        }
        Map<String, Attempts> connections = new TreeMap<>();
        for (Map.Entry<String, JsonNode> pair : json.path("connections").properties()) {
            JsonNode attempts = pair.getValue();
            connections.put(
                    pair.getKey(),
                    new Attempts(
                            attempts.path("tried").longValue(),
                            attempts.path("met").longValue()));
        }
        return new Sample(figures, connections);
    }

    private static Sample joined(Collection<Sample> parts, Rule rule) {
        Map<Figure, Double> figures = new EnumMap<>(Figure.class);
        for (Figure figure : Figure.values()) {
            double value = rule.join(figure, parts);
            if (!Double.isNaN(value)) {
                figures.put(figure, value);
            }
        }
        Map<String, Attempts> connections = new TreeMap<>();
        parts.forEach(part ->
                part.connections.forEach((pair, attempts) -> connections.merge(pair, attempts, Attempts::plus)));
        return new Sample(figures, connections);
    }

    private static double sum(Figure figure, Collection<Sample> parts) {
        double sum = Double.NaN;
        for (Sample part : parts) {
            Double value = part.figures.get(figure);
            if (value != null) {
                sum = Double.isNaN(sum) ? value : sum + value;
            }
        }
        return sum;
    }

    private static double highest(Figure figure, Collection<Sample> parts) {
        return parts.stream()
                .map(part -> part.figures.get(figure))
                .filter(value -> value != null)
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(Double.NaN);
    }

    /** @param ofViewers whether a part counts as often as it has viewers, at least once */
    private static double mean(Figure figure, Collection<Sample> parts, boolean ofViewers) {
        double sum = 0;
        double weights = 0;
        for (Sample part : parts) {
            Double value = part.figures.get(figure);
            if (value != null) {
                double weight = ofViewers ? Math.max(1, part.figures.getOrDefault(Figure.VIEWERS, 1.0)) : 1;
                sum += weight * value;
                weights += weight;
            }
        }
        return weights == 0 ? Double.NaN : sum / weights;
    }

    /** How a figure of several samples comes about; NaN where none has it. */
    @FunctionalInterface
    private interface Rule {
        double join(Figure figure, Collection<Sample> parts);
    }
}
