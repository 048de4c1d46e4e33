package org.bittube.gateway.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.bittube.db.figures.FigureRecord;
import org.bittube.db.figures.FigureStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The samples of the last days in the database: one for each minute of the last day, and, made of these, one for each quarter of an hour of the last 30. Channels
 * that nobody watched leave nothing there. Confined to its event loop; the database is used on a worker thread, one call after the other.
 */
final class History {
    static final long MINUTE_MILLIS = 60_000;
    static final long QUARTER_MILLIS = 15 * MINUTE_MILLIS;
    static final long DAY_MILLIS = 96 * QUARTER_MILLIS;
    static final long MONTH_MILLIS = 30 * DAY_MILLIS;

    private static final Logger LOG = LoggerFactory.getLogger(History.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Vertx vertx;
    private final FigureStore store;
    private final LongSupplier wallClockMillis;

    private final Map<String, List<Sample>> minute = new HashMap<>();
    private long minuteEnd;

    /** Used on worker threads only, by one call after the other. */
    private volatile long lastQuarter;

    /** @param wallClockMillis Unix time */
    History(Vertx vertx, FigureStore store, LongSupplier wallClockMillis) {
        this.vertx = vertx;
        this.store = store;
        this.wallClockMillis = wallClockMillis;
    }

    void add(LiveSample sample) {
        long end = endOf(sample.atMillis(), MINUTE_MILLIS);
        if (end != minuteEnd && minuteEnd != 0) {
            endMinute();
        }
        minuteEnd = end;
        collect(Stats.ALL, sample.total());
        sample.channels().forEach(this::collect);
    }

    /** Keeps what there is of the minute that is under way. */
    Future<Void> close() {
        return minuteEnd == 0 ? Future.succeededFuture() : endMinute();
    }

    /** The channel is no more. */
    Future<Void> forget(String channel) {
        minute.remove(channel);
        return work(() -> store.forget(channel));
    }

    /**
     * What is known of a channel, or of {@link Stats#ALL}, in the time until now.
     *
     * @param stepMillis of the two that there are
     * @param spanMillis how far back
     */
    Future<Stats> stats(String channel, long stepMillis, long spanMillis) {
        long now = wallClockMillis.getAsLong();
        return vertx.executeBlocking(() -> {
            List<FigureRecord> all = store.of(stepMillis, Stats.ALL, now - spanMillis, now);
            return columns(
                    stepMillis,
                    all,
                    channel.equals(Stats.ALL) ? all : store.of(stepMillis, channel, now - spanMillis, now));
        });
    }

    private void collect(String channel, Sample sample) {
        minute.computeIfAbsent(channel, name -> new ArrayList<>()).add(sample);
    }

    private Future<Void> endMinute() {
        long end = minuteEnd;
        List<FigureRecord> rows = new ArrayList<>();
        minute.forEach((channel, samples) -> keep(rows, channel, end, samples));
        minute.clear();
        return work(() -> {
            store.put(MINUTE_MILLIS, rows);
            long quarter = Math.floorDiv(end, QUARTER_MILLIS) * QUARTER_MILLIS;
            // The first time, too, for whoever ran before may have ended within a quarter.
            if (quarter != lastQuarter) {
                lastQuarter = quarter;
                endQuarter(quarter);
            }
        });
    }

    private void endQuarter(long end) {
        List<FigureRecord> rows = new ArrayList<>();
        for (String channel : store.channels(MINUTE_MILLIS, end - QUARTER_MILLIS, end)) {
            List<Sample> parts = store.of(MINUTE_MILLIS, channel, end - QUARTER_MILLIS, end).stream()
                    .map(row -> read(row.figuresJson()))
                    .toList();
            keep(rows, channel, end, parts);
        }
        store.put(QUARTER_MILLIS, rows);
        store.forgetUntil(MINUTE_MILLIS, end - DAY_MILLIS);
        store.forgetUntil(QUARTER_MILLIS, end - MONTH_MILLIS);
    }

    private static void keep(List<FigureRecord> rows, String channel, long end, List<Sample> parts) {
        Sample whole = Sample.overTime(parts);
        if (channel.equals(Stats.ALL) || !whole.isIdle()) {
            rows.add(new FigureRecord(channel, end, whole.json().toString()));
        }
    }

    /** The times are those at which the gateway ran; of a channel that has nothing there, nobody watched it. */
    private static Stats columns(long stepMillis, List<FigureRecord> all, List<FigureRecord> ofChannel) {
        Map<Long, Sample> known = new HashMap<>();
        ofChannel.forEach(row -> known.put(row.atMillis(), read(row.figuresJson())));
        return Stats.of(
                stepMillis,
                all.stream().mapToLong(FigureRecord::atMillis).toArray(),
                all.stream()
                        .map(row -> known.getOrDefault(row.atMillis(), Sample.IDLE))
                        .toList());
    }

    private static Sample read(String json) {
        try {
            return Sample.of(JSON.readTree(json));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("figures that this gateway did not write", e);
        }
    }

    private Future<Void> work(Runnable work) {
        return vertx.<Void>executeBlocking(() -> {
                    work.run();
                    return null;
                })
                .onFailure(trouble -> LOG.warn("figures not kept reason=\"{}\"", trouble.getMessage()));
    }

    private static long endOf(long millis, long stepMillis) {
        return Math.floorDiv(millis + stepMillis - 1, stepMillis) * stepMillis;
    }
}
