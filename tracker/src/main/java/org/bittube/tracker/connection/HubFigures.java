package org.bittube.tracker.connection;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.bittube.tracker.group.Reach;
import org.bittube.tracker.message.CandidatePath;
import org.bittube.tracker.message.ErrorCode;
import org.bittube.tracker.message.Outcome;
import org.bittube.tracker.operation.Measurements;

/** What happened on BitTube's own dialect since the tracker began. Confined to the hub's event loop. */
final class HubFigures implements Measurements.Source {
    /** Of the requests of clients that are no signals. */
    enum Request {
        JOIN,
        MORE,
        REPORT,
        STATS,
        LEAVE
    }

    /** Of signals that were handed on. */
    enum Relayed {
        DESCRIPTION,
        CANDIDATE
    }

    private final Map<Request, Long> requests = new EnumMap<>(Request.class);
    private final Map<Relayed, Long> relayed = new EnumMap<>(Relayed.class);
    private final Map<ErrorCode, Long> refusals = new EnumMap<>(ErrorCode.class);
    private final Map<CandidatePath, Long> paths = new EnumMap<>(CandidatePath.class);
    private final Map<String, Map<Outcome, Long>> outcomes = new TreeMap<>();
    private int clients;
    private long introductions;

    void clients(int more) {
        clients += more;
    }

    void count(Request request) {
        requests.merge(request, 1L, Long::sum);
    }

    void count(Relayed signal) {
        relayed.merge(signal, 1L, Long::sum);
    }

    void count(ErrorCode refusal) {
        refusals.merge(refusal, 1L, Long::sum);
    }

    void countIntroductions(int more) {
        introductions += more;
    }

    /** What became of the introduction of two peers behind such NATs, in either order. */
    void count(Outcome outcome, CandidatePath path, Reach one, Reach other) {
        String nats = one.compareTo(other) <= 0 ? name(one) + "-" + name(other) : name(other) + "-" + name(one);
        outcomes.computeIfAbsent(nats, first -> new EnumMap<>(Outcome.class)).merge(outcome, 1L, Long::sum);
        if (outcome == Outcome.CONNECTED) {
            paths.merge(path, 1L, Long::sum);
        }
    }

    @Override
    public void measure(Measurements measured) {
        measured.gauge("bittube_tracker_sockets", "Open sockets.", clients, "dialect", "bittube");
        add(
                measured,
                "bittube_tracker_requests",
                "Requests of clients, signals apart.",
                "kind",
                requests,
                Request.values());
        add(
                measured,
                "bittube_tracker_relayed_messages",
                "Messages handed on from client to client.",
                "kind",
                relayed,
                Relayed.values());
        add(
                measured,
                "bittube_tracker_refusals",
                "Requests answered with an error.",
                "reason",
                refusals,
                ErrorCode.values());
        measured.counter("bittube_tracker_introductions", "Pairs of peers that were introduced.", introductions);
        outcomes.forEach((nats, counts) -> counts.forEach((outcome, count) -> measured.counter(
                "bittube_tracker_introduction_outcomes",
                "What peers reported of introductions, by the classes of the two NATs.",
                count,
                "outcome",
                name(outcome),
                "nats",
                nats)));
        add(
                measured,
                "bittube_tracker_connections",
                "Connections of peers, by the way they take.",
                "path",
                paths,
                CandidatePath.values());
    }

    private static <E extends Enum<E>> void add(
            Measurements measured, String name, String help, String label, Map<E, Long> counts, E[] all) {
        for (E each : all) {
            measured.counter(name, help, counts.getOrDefault(each, 0L), label, name(each));
        }
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
