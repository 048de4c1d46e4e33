package org.bittube.gateway.app;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.bittube.gateway.channel.ChannelDelivery;
import org.bittube.gateway.channel.Channels;
import org.bittube.gateway.http.EgressLedger;
import org.bittube.gateway.http.EgressTotals;
import org.bittube.gateway.packet.StreamKeys;
import org.bittube.gateway.recorder.Recorders;
import org.bittube.gateway.recorder.RewindHandler;
import org.bittube.gateway.relay.FlvRelay;
import org.bittube.gateway.relay.RelayOptions;
import org.bittube.gateway.relay.RelaySeats;
import org.bittube.gateway.stream.LiveStream;
import org.bittube.gateway.swarm.Feed;
import org.bittube.gateway.swarm.FeedCounts;
import org.bittube.gateway.swarm.FeedOptions;
import org.bittube.gateway.swarm.LivePackets;
import org.bittube.gateway.swarm.PullHandler;
import org.bittube.gateway.swarm.PullRate;
import org.bittube.gateway.swarm.ViewerAddress;
import org.bittube.gateway.swarm.WindowLimits;
import org.jspecify.annotations.Nullable;

/** Whatever brings streams to viewers: feeds, pulls and whole streams, as the settings want them. */
final class Delivery implements ChannelDelivery {

    private static final String OWN_TRACKER = "/tracker";
    private static final int MOST_JOIN_BYTES = 8 << 20;
    private static final int MOST_PULL_ADDRESSES = 10_000;

    private final Vertx vertx;
    private final Settings settings;
    private final TrackerGroups groups;
    private final LongSupplier clockMillis;
    private final RandomGenerator random;
    private final WindowLimits window;
    private final EgressLedger egress = new EgressLedger();

    private final RelaySeats seats;
    private @Nullable Feed feed;
    private @Nullable PullHandler pulls;

    /**
     * Nothing is served before {@link #mount}.
     *
     * @param groups tells how many viewers share what the feeds bring
     * @param clockMillis a clock that never goes back
     */
    Delivery(Vertx vertx, Settings settings, TrackerGroups groups, LongSupplier clockMillis, RandomGenerator random) {
        this.vertx = vertx;
        this.settings = settings;
        this.groups = groups;
        this.clockMillis = clockMillis;
        this.random = random;
        this.seats = new RelaySeats(vertx, egress, relayOptions(), clockMillis);
        this.window = new WindowLimits(
                settings.get(GatewaySettings.WINDOW_SECONDS) * 1_000L,
                (long) settings.get(GatewaySettings.WINDOW_MEGABYTES) << 20);
    }

    /** Adds the routes by which viewers reach these channels, those whom its policy lets in. */
    void mount(Router router, Channels channels, Recorders recorders, ChannelGuests guests) {
        int pullsPerSecond = settings.get(GatewaySettings.PULLS_PER_SECOND);
        String elsewhere = settings.get(GatewaySettings.TRACKER);
        PullRate rate = new PullRate(pullsPerSecond, 2 * pullsPerSecond, MOST_PULL_ADDRESSES, clockMillis);
        ViewerAddress addresses = Proxies.addresses(settings);
        guests.door(this::isFull, addresses).mount(router);
        PullHandler fetched = new PullHandler(
                channels.packets(),
                elsewhere.isEmpty() ? OWN_TRACKER : elsewhere,
                egress,
                rate,
                addresses,
                MOST_JOIN_BYTES);
        fetched.mount(router);
        pulls = fetched;
        new RewindHandler(
                        recorders,
                        egress,
                        request -> rate.delayMillis(addresses.of(request)),
                        RewindHandler.MOST_ANSWERS)
                .mount(router);
        seats.open();
        new FlvRelay(channels.streams(), seats).mount(router);
        Feed pushed = new Feed(vertx, channels.packets(), egress, feedOptions(), clockMillis, random);
        pushed.mount(router);
        feed = pushed;
    }

    /** Where those sit to whom whole streams are sent. */
    RelaySeats seats() {
        return seats;
    }

    @Override
    public LivePackets follow(LiveStream stream, StreamKeys keys) {
        return LivePackets.follow(vertx, stream, keys, window);
    }

    @Override
    public EgressTotals egress(String channel) {
        return egress.of(channel).totals();
    }

    @Override
    public int relayViewers(String channel) {
        return seats.viewers(channel);
    }

    /** Sockets of a channel's feed at this moment. */
    int feedSockets(String channel) {
        return feed == null ? 0 : feed.viewers(channel);
    }

    /** What became of requests on all feeds. */
    FeedCounts feedCounts() {
        return feed == null ? new FeedCounts(0, 0, 0, 0, 0) : feed.counts();
    }

    /** Requests of viewers that fetch packets, by what became of them. */
    Map<String, Long> pulls() {
        return pulls == null ? Map.of() : pulls.answers();
    }

    @Override
    public void forget(String channel) {
        seats.close(channel, "deleted");
        egress.forget(channel);
    }

    @Override
    public void readmit(String channel) {
        seats.close(channel, "another policy");
        if (feed != null) {
            feed.close(channel, "the channel has another policy");
        }
    }

    private boolean isFull(String channel, int most, HttpServerRequest request) {
        return groups.viewers(channel) + seats.viewers(channel) >= most && !groups.mayBeMember(channel, request);
    }

    private FeedOptions feedOptions() {
        long limitBits = settings.get(GatewaySettings.FEED_MEGABITS) * 1_000_000L;
        int copies = settings.get(GatewaySettings.FEED_COPIES);
        return copies > 0
                ? FeedOptions.fixedCopies(copies, limitBits)
                : FeedOptions.copiesByViewers(this::swarmViewers, limitBits);
    }

    /** A tracker elsewhere tells nothing, but who holds a feed socket is a viewer for certain. */
    private int swarmViewers(String channel) {
        return Math.max(groups.viewers(channel), feedSockets(channel));
    }

    private RelayOptions relayOptions() {
        RelayOptions usual = RelayOptions.DEFAULT;
        return new RelayOptions(
                settings.get(GatewaySettings.MAX_RELAY_VIEWERS),
                usual.queueBytes(),
                usual.queueMillis(),
                usual.behindMillis(),
                usual.lingerMillis());
    }
}
