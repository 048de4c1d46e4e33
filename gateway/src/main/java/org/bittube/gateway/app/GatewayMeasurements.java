package org.bittube.gateway.app;

import java.util.Comparator;
import java.util.List;
import org.bittube.gateway.channel.Channel;
import org.bittube.gateway.channel.Channels;
import org.bittube.gateway.http.EgressTotals;
import org.bittube.gateway.source.SourceStatus;
import org.bittube.gateway.swarm.FeedCounts;
import org.bittube.tracker.operation.Measurements;

/** What the gateway does for its viewers, channel by channel. Confined to its event loop. */
final class GatewayMeasurements implements Measurements.Source {
    /** Channels that have labels of their own: the oldest ones. The others are counted together. */
    static final int MOST_NAMED = 200;

    /** Not the name of any channel. */
    private static final String OTHERS = "(others)";

    private final Channels channels;
    private final Delivery delivery;
    private final TrackerGroups groups;

    GatewayMeasurements(Channels channels, Delivery delivery, TrackerGroups groups) {
        this.channels = channels;
        this.delivery = delivery;
        this.groups = groups;
    }

    @Override
    public void measure(Measurements measured) {
        List<Channel> oldestFirst = channels.all().stream()
                .sorted(Comparator.comparing(Channel::created).thenComparing(Channel::name))
                .toList();
        long running = oldestFirst.stream().filter(Channel::running).count();
        measured.gauge("bittube_channels", "Channels.", running, "state", "running");
        measured.gauge("bittube_channels", "Channels.", oldestFirst.size() - running, "state", "stopped");
        int named = Math.min(MOST_NAMED, oldestFirst.size());
        oldestFirst.subList(0, named).forEach(channel -> add(measured, channel.name(), List.of(channel)));
        if (named < oldestFirst.size()) {
            add(measured, OTHERS, oldestFirst.subList(named, oldestFirst.size()));
        }
        feed(measured, delivery.feedCounts());
        delivery.pulls()
                .forEach((answer, count) -> measured.counter(
                        "bittube_pulls",
                        "Requests of viewers that fetch, by what was asked for or why not given.",
                        count,
                        "answer",
                        answer));
    }

    private void add(Measurements measured, String label, List<Channel> all) {
        String viewers = "Viewers by the way they watch.";
        long swarm = 0;
        long relay = 0;
        long feed = 0;
        long live = 0;
        long sourceBytes = 0;
        long reconnects = 0;
        EgressTotals sent = EgressTotals.NOTHING;
        for (Channel channel : all) {
            swarm += groups.viewers(channel.name());
            relay += delivery.relayViewers(channel.name());
            feed += delivery.feedSockets(channel.name());
            live += channel.epoch().isPresent() && channel.offlineSince().isEmpty() ? 1 : 0;
            sent = sent.and(delivery.egress(channel.name()));
            SourceStatus source = channel.sourceStatus();
            if (source != null) {
                sourceBytes += source.bytes();
                reconnects += source.reconnects();
            }
        }
        measured.gauge("bittube_channel_viewers", viewers, swarm, "channel", label, "by", "swarm");
        measured.gauge("bittube_channel_viewers", viewers, relay, "channel", label, "by", "relay");
        measured.gauge("bittube_channel_feed_sockets", "Sockets of the feed.", feed, "channel", label);
        measured.gauge("bittube_channel_live", "Channels to which something comes.", live, "channel", label);
        measured.counter(
                "bittube_channel_source_bytes",
                "Bytes from the source since its start.",
                sourceBytes,
                "channel",
                label);
        measured.counter(
                "bittube_channel_source_reconnects", "Times that the source came back.", reconnects, "channel", label);
        egress(measured, label, "relay", sent.relayBytes());
        egress(measured, label, "feed", sent.feedBytes());
        egress(measured, label, "pull", sent.pullBytes());
        egress(measured, label, "join", sent.joinBytes());
        egress(measured, label, "rewind", sent.rewindBytes());
    }

    private static void egress(Measurements measured, String channel, String cause, long bytes) {
        measured.counter(
                "bittube_channel_egress_bytes",
                "Bytes to viewers, by the cause.",
                bytes,
                "channel",
                channel,
                "cause",
                cause);
    }

    private static void feed(Measurements measured, FeedCounts counts) {
        String help = "Substreams that were asked for on the feed, by what became of them.";
        measured.counter("bittube_feed_substreams", help, counts.given(), "answer", "given");
        measured.counter("bittube_feed_substreams", help, counts.refusedForBudget(), "answer", "refused_budget");
        measured.counter("bittube_feed_substreams", help, counts.refusedForRate(), "answer", "refused_rate");
        measured.counter("bittube_feed_substreams", help, counts.evictedAsSlow(), "answer", "evicted_slow");
        measured.counter("bittube_feed_substreams", help, counts.evictedForBudget(), "answer", "evicted_budget");
    }
}
