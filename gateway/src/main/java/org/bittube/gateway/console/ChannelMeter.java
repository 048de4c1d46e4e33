package org.bittube.gateway.console;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes samples of one channel from what its counters say one time after the other. Pure. Confined to its event loop. */
final class ChannelMeter {
    private final Spread fromPeers = new Spread();
    private final Spread toPeers = new Spread();
    private final StartWindow starts = new StartWindow();
    private @Nullable Reading last;

    /** What happened since the last time, which was {@code millis} ago; the first time tells only what is. */
    Sample next(Reading now, long millis) {
        Reading before = last == null ? now : last;
        last = now;
        Map<Figure, Double> figures = new EnumMap<>(Figure.class);
        figures.put(Figure.VIEWERS, (double) now.viewers());
        figures.put(Figure.SERVER_BYTES, grown(before.sharingBytes(), now.sharingBytes()));
        figures.put(Figure.BLOCKED_BYTES, grown(before.relayBytes(), now.relayBytes()));
        figures.put(Figure.REPAIRS, grown(before.repairs(), now.repairs()));
        ViewerReport report = now.report();
        if (report == null) {
            return new Sample(figures, Map.of());
        }
        ViewerReport old = before.report() == null ? report : before.report();
        // A viewer cannot have got more than it could have played: whoever says so is not believed.
        double most = now.bitsPerSecond() == 0
                ? Double.MAX_VALUE
                : Math.max(1, now.viewers()) * Spread.MOST_SECONDS * (now.bitsPerSecond() / 8.0);
        figures.put(
                Figure.PEERS_BYTES, fromPeers.next(grown(old.fromPeersBytes(), report.fromPeersBytes()), most, millis));
        double uploaded = toPeers.next(grown(old.toPeersBytes(), report.toPeersBytes()), most, millis);
        figures.put(Figure.UPLOAD_BITS_PER_SECOND, millis <= 0 ? 0 : uploaded * 8_000 / millis);
        figures.put(Figure.INTERRUPTIONS, grown(old.stalls(), report.stalls()));
        put(figures, Figure.LAG_P50_MILLIS, report.lagP50Millis());
        put(figures, Figure.LAG_P95_MILLIS, report.lagP95Millis());
        starts.add(newest(report.latestStartMillis(), grown(old.starts(), report.starts())), millis);
        if (!starts.isEmpty()) {
            figures.put(Figure.START_P50_MILLIS, (double) starts.percentile(50));
            figures.put(Figure.START_P95_MILLIS, (double) starts.percentile(95));
        }
        return new Sample(figures, grown(old.connections(), report.connections()));
    }

    private static void put(Map<Figure, Double> figures, Figure figure, OptionalLong value) {
        value.ifPresent(known -> figures.put(figure, (double) known));
    }

    private static List<Integer> newest(List<Integer> values, double count) {
        return values.subList((int) Math.max(0, values.size() - count), values.size());
    }

    private static Map<String, Attempts> grown(Map<String, Attempts> before, Map<String, Attempts> now) {
        Map<String, Attempts> grown = new TreeMap<>();
        now.forEach((pair, attempts) -> {
            Attempts old = before.getOrDefault(pair, Attempts.NONE);
            Attempts more =
                    new Attempts((long) grown(old.tried(), attempts.tried()), (long) grown(old.met(), attempts.met()));
            if (!more.equals(Attempts.NONE)) {
                grown.put(pair, more);
            }
        });
        return grown;
    }

    /** A counter that is lower than it was began anew. */
    private static double grown(long before, long now) {
        return now < before ? now : now - before;
    }
}
