package org.bittube.gateway.console;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ObjDoubleConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Samples one after the other, as columns for a chart: docs/protocol.md section 13. NaN where nothing is known.
 *
 * @param stepMillis between two of them, when nothing is missing
 * @param atMillis when each ended, Unix time
 * @param columns by the name of the figure; of connections {@code open-cone/tried} and {@code open-cone/met}
 */
@SuppressWarnings("ArrayRecordComponent") // as long as an hour has samples: made for one answer, compared by nobody
record Stats(long stepMillis, long[] atMillis, Map<String, double[]> columns) {
    /** In the place of a channel's name: all channels together. */
    static final String ALL = "";

    private static final String TRIED = "/tried";
    private static final String MET = "/met";

    /** Those samples, which ended at those times. */
    static Stats of(long stepMillis, long[] atMillis, List<Sample> samples) {
        Map<String, double[]> columns = new TreeMap<>();
        for (int i = 0; i < atMillis.length; i++) {
            int row = i;
            forEach(
                    samples.get(i),
                    (name, value) -> columns.computeIfAbsent(name, made -> unknown(atMillis.length))[row] = value);
        }
        return new Stats(stepMillis, atMillis, columns);
    }

    private static double[] unknown(int count) {
        double[] column = new double[count];
        Arrays.fill(column, Double.NaN);
        return column;
    }

    /** Everything that a sample knows, under the names of columns. */
    static void forEach(Sample sample, ObjDoubleConsumer<String> told) {
        sample.figures().forEach((figure, value) -> told.accept(figure.jsonName(), value));
        sample.connections().forEach((pair, attempts) -> {
            told.accept(pair + TRIED, (double) attempts.tried());
            told.accept(pair + MET, (double) attempts.met());
        });
    }

    /** Written by hand, for it is long and often asked for: {@code {"stepMillis":2000,"at":[…],"viewers":[…],…,"connections":[…]}}. */
    String json() {
        StringBuilder json = new StringBuilder(64 + atMillis.length * (14 + 4 * Figure.values().length));
        json.append("{\"stepMillis\":").append(stepMillis).append(",\"at\":[");
        for (int i = 0; i < atMillis.length; i++) {
            json.append(i == 0 ? "" : ",").append(atMillis[i]);
        }
        json.append(']');
        for (Figure figure : Figure.values()) {
            json.append(',');
            column(json, figure.jsonName(), columns.get(figure.jsonName()));
        }
        json.append(",\"connections\":[");
        List<String> pairs = columns.keySet().stream()
                .filter(name -> name.endsWith(TRIED))
                .map(name -> name.substring(0, name.length() - TRIED.length()))
                .sorted()
                .toList();
        for (int i = 0; i < atMillis.length; i++) {
            json.append(i == 0 ? "" : ",");
            connections(json, pairs, i);
        }
        return json.append("]}").toString();
    }

    /** Of one step: those that something is known of, or null. */
    private void connections(StringBuilder json, List<String> pairs, int step) {
        int before = json.length();
        for (String pair : pairs) {
            double tried = value(pair + TRIED, step);
            if (tried > 0) {
                json.append(json.length() == before ? "{\"" : ",\"").append(pair);
                json.append("\":{\"tried\":").append(Math.round(tried));
                json.append(",\"met\":").append(Math.round(value(pair + MET, step)));
                json.append('}');
            }
        }
        json.append(json.length() == before ? "null" : "}");
    }

    private double value(String name, int step) {
        double[] values = columns.get(name);
        return values == null ? Double.NaN : values[step];
    }

    private void column(StringBuilder json, String name, double @Nullable [] values) {
        json.append('"').append(name).append("\":[");
        for (int i = 0; i < atMillis.length; i++) {
            json.append(i == 0 ? "" : ",");
            if (values == null || Double.isNaN(values[i])) {
                json.append("null");
            } else {
                json.append(Math.round(values[i]));
            }
        }
        json.append(']');
    }
}
