package org.bittube.gateway.swarm;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.bittube.gateway.http.ConnectionCutter;
import org.bittube.gateway.http.EgressCounters;
import org.bittube.gateway.http.EgressLedger;
import org.bittube.gateway.http.Problem;
import org.bittube.gateway.stream.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * WebSocket {@code /feed/{group}}: pushes packets to a few viewers, which pass them on (docs/protocol.md section 4). Confined to its
 * event loop. The HTTP server must not compress messages: packets do not become smaller, only slower.
 */
public final class Feed {
    private static final Logger LOG = LoggerFactory.getLogger(Feed.class);
    private static final long CHECK_MILLIS = 500;
    private static final long FULL_RETRY_MILLIS = 10_000;
    /** A viewer that was told to go has so long to read why. */
    private static final long CLOSING_MILLIS = 5_000;

    private final Vertx vertx;
    private final LivePacketsDirectory directory;
    private final EgressLedger egress;
    private final FeedOptions options;
    private final LongSupplier clockMillis;
    private final RandomGenerator random;
    private final FeedBudget budget;
    private final FeedTally tally = new FeedTally();
    private final Map<LivePackets, Place> places = new LinkedHashMap<>();
    private int upgrading;
    private int connections;
    private long nextSocket = 1;

    /**
     * @param clockMillis a clock that never goes back
     * @param random spreads the tries of refused viewers
     */
    public Feed(
            Vertx vertx,
            LivePacketsDirectory directory,
            EgressLedger egress,
            FeedOptions options,
            LongSupplier clockMillis,
            RandomGenerator random) {
        this.vertx = vertx;
        this.directory = directory;
        this.egress = egress;
        this.options = options;
        this.clockMillis = clockMillis;
        this.random = random;
        this.budget = new FeedBudget(options.copies(), this::bitsPerSecond, options.limitBitsPerSecond());
    }

    /** Adds the route, and begins to look after the sockets. To be called once; no body handler may stand before it. */
    public void mount(Router router) {
        router.route("/feed/:group").handler(this::answer);
        vertx.setPeriodic(CHECK_MILLIS, timer -> check());
        vertx.setPeriodic(FeedGroup.pingMillis(), timer -> ping());
    }

    /** Open sockets of one channel. */
    public int viewers(String group) {
        return places.values().stream()
                .filter(place -> place.packets().group().equals(group))
                .mapToInt(place -> place.feed().size())
                .sum();
    }

    /** What became of requests, of all channels. */
    public FeedCounts counts() {
        return tally.counts();
    }

    /** Closes the sockets of a channel, whose viewers may come again. */
    public void close(String group, String reason) {
        places.values().stream()
                .filter(place -> place.packets().group().equals(group))
                .forEach(place -> place.feed().close(reason));
    }

    private void answer(RoutingContext context) {
        LivePackets packets = directory.find(context.pathParam("group"));
        if (packets == null) {
            refuse(context, Problem.unknownGroup());
        } else if (!context.request().canUpgradeToWebSocket()) {
            refuse(context, Problem.of(426, "WebSocket only", "Open this address as a WebSocket."));
        } else if (connections + upgrading >= options.maxSockets()) {
            refuse(
                    context,
                    Problem.temporary(
                            503, "Gateway is full", "All places are taken; fetch packets instead.", FULL_RETRY_MILLIS));
        } else {
            upgrading++;
            HttpConnection connection = context.request().connection();
            context.request()
                    .toWebSocket()
                    .onComplete(upgrade -> upgrading--)
                    .onSuccess(socket -> open(packets, socket, connection))
                    .onFailure(failure -> LOG.debug("feed not opened channel={}", packets.group(), failure));
        }
    }

    private void open(LivePackets packets, ServerWebSocket socket, HttpConnection connection) {
        if (directory.find(packets.group()) != packets) {
            // Deleted while the upgrade was under way. The future is dropped: the viewer hears it or is gone.
            socket.close(FeedSocket.GOING_AWAY, "the channel was deleted");
            return;
        }
        EgressCounters counters = egress.of(packets.group());
        Place place = places.computeIfAbsent(packets, this::newPlace);
        connections++;
        FeedSocket viewer = new FeedSocket(
                nextSocket++,
                socket,
                clockMillis,
                counters::addFeed,
                this::afterGrace,
                () -> ConnectionCutter.cut(connection));
        place.feed().add(viewer, () -> connections--);
    }

    private void afterGrace(Runnable action) {
        vertx.setTimer(CLOSING_MILLIS, timer -> action.run());
    }

    /** Connections that have not ended, those of viewers that were told to go included. */
    int connections() {
        return connections;
    }

    private Place newPlace(LivePackets packets) {
        FeedGroup feed = new FeedGroup(packets, budget, tally, clockMillis, random);
        return new Place(packets, feed, packets.listen(feed));
    }

    /** Takes copies back from who is slow, dead, or past the limit in bits; forgets groups without sockets. */
    void check() {
        for (Place place : List.copyOf(places.values())) {
            place.feed().check();
        }
        for (FeedBudget.Holding excess : budget.takeExcess()) {
            for (Place place : places.values()) {
                place.feed().evict(excess.socket(), excess.substreams());
            }
        }
        for (Place place : List.copyOf(places.values())) {
            if (place.feed().size() == 0) {
                place.listening().cancel();
                places.remove(place.packets());
            }
        }
    }

    private void ping() {
        places.values().forEach(place -> place.feed().ping());
    }

    private long bitsPerSecond(String group) {
        LivePackets packets = directory.find(group);
        return packets == null ? 0 : packets.bitsPerSecond();
    }

    private static void refuse(RoutingContext context, Problem problem) {
        // The future is dropped: whether the viewer still hears it concerns nobody here.
        problem.send(context.response());
    }

    /** A group that has sockets. */
    private record Place(LivePackets packets, FeedGroup feed, Subscription listening) {}
}
