package org.bittube.gateway.console;

import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.bittube.gateway.channel.Channel;
import org.bittube.gateway.channel.ChannelDelivery;
import org.bittube.gateway.channel.ChannelGroups;
import org.bittube.gateway.channel.Channels;
import org.bittube.gateway.http.EgressTotals;
import org.bittube.gateway.source.SourceStatus;

/** Reads the counters of all channels every {@value #STEP_MILLIS} ms. Confined to its event loop. */
public final class Sampler {
    static final long STEP_MILLIS = 2_000;

    private final Vertx vertx;
    private final Channels channels;
    private final ChannelDelivery delivery;
    private final ChannelGroups groups;
    private final ViewerReports reports;
    private final LongSupplier clockMillis;
    private final LongSupplier wallClockMillis;

    private final Map<String, ChannelMeter> meters = new HashMap<>();
    private long lastMillis;
    private boolean reading;
    private long timer = -1;

    /**
     * Reads nothing before {@link #start}.
     *
     * @param clockMillis a clock that never goes back
     * @param wallClockMillis Unix time
     */
    public Sampler(
            Vertx vertx,
            Channels channels,
            ChannelDelivery delivery,
            ChannelGroups groups,
            ViewerReports reports,
            LongSupplier clockMillis,
            LongSupplier wallClockMillis) {
        this.vertx = vertx;
        this.channels = channels;
        this.delivery = delivery;
        this.groups = groups;
        this.reports = reports;
        this.clockMillis = clockMillis;
        this.wallClockMillis = wallClockMillis;
    }

    /** From now on tells every sample; once. */
    void start(Consumer<LiveSample> told) {
        lastMillis = clockMillis.getAsLong();
        timer = vertx.setPeriodic(STEP_MILLIS, tick -> read(told));
    }

    /** May be called twice. */
    void stop() {
        vertx.cancelTimer(timer);
    }

    private void read(Consumer<LiveSample> told) {
        if (reading) {
            return;
        }
        reading = true;
        List<String> names = new ArrayList<>();
        channels.all().forEach(channel -> names.add(channel.name()));
        reports.of(names).onComplete(found -> {
            reading = false;
            told.accept(sample(found.succeeded() ? found.result() : Map.of()));
        });
    }

    private LiveSample sample(Map<String, ViewerReport> found) {
        long now = clockMillis.getAsLong();
        long millis = now - lastMillis;
        lastMillis = now;
        Map<String, Sample> samples = new HashMap<>();
        for (Channel channel : channels.all()) {
            ChannelMeter meter = meters.computeIfAbsent(channel.name(), name -> new ChannelMeter());
            samples.put(channel.name(), meter.next(reading(channel, found), millis));
        }
        meters.keySet().retainAll(samples.keySet());
        return LiveSample.of(wallClockMillis.getAsLong(), samples);
    }

    private Reading reading(Channel channel, Map<String, ViewerReport> found) {
        String name = channel.name();
        EgressTotals egress = delivery.egress(name);
        SourceStatus source = channel.sourceStatus();
        return new Reading(
                groups.viewers(name) + delivery.relayViewers(name),
                source == null ? 0 : source.figures().bitsPerSecond(),
                egress.allBytes() - egress.relayBytes(),
                egress.relayBytes(),
                source == null
                        ? 0
                        : source.repairs().values().stream()
                                .mapToLong(Long::longValue)
                                .sum(),
                found.get(name));
    }
}
