package org.bittube.tracker.connection;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.bittube.tracker.http.Problem;
import org.bittube.tracker.operation.Measurements;
import org.bittube.tracker.websocket.SocketLimits;
import org.bittube.tracker.websocket.SocketServer;
import org.bittube.tracker.webtorrent.RelayFigures;
import org.bittube.tracker.webtorrent.Swarms;
import org.bittube.tracker.webtorrent.WebTorrentLimits;

/** The sockets on which the WebTorrent dialect is spoken, and their swarms. Confined to the tracker's event loop. */
final class WebTorrentServer implements Measurements.Source {
    /** Its clients live shorter than their swarms, and stay away when nobody answers: seldom pings do. */
    private static final int PING_MILLIS = 15_000;

    private static final int SILENCE_MILLIS = 35_000;

    private final SocketServer sockets;
    private final SocketLimits socketLimits;
    private final WebTorrentLimits limits;
    private final Swarms swarms;
    private final byte[] scratch;
    private final LongSupplier clockMillis;
    private int clients;
    private long strangers;
    private WebTorrentAccess access = WebTorrentAccess.EVERYBODY;

    /**
     * Speaks the dialect on {@code sockets}.
     *
     * @param writeQueueBytes what may wait for a slow reader before its socket is closed
     * @param behindMillis for which something may wait for it
     * @param random only its first number is used: who is offered to whom needs no secrets
     */
    WebTorrentServer(
            SocketServer sockets,
            int writeQueueBytes,
            int behindMillis,
            WebTorrentOptions options,
            LongSupplier clockMillis,
            RandomGenerator random) {
        this.sockets = sockets;
        this.limits = options.limits();
        this.swarms = new Swarms(
                limits, options.scrapeAll(), options.hostCandidates(), new SplittableRandom(random.nextLong()));
        this.scratch = new byte[limits.messageBytes()];
        this.clockMillis = clockMillis;
        this.socketLimits = new SocketLimits(
                limits.messageBytes(),
                limits.messagesPerSecond(),
                limits.messageBurst(),
                writeQueueBytes,
                PING_MILLIS,
                SILENCE_MILLIS,
                behindMillis);
    }

    /** Answers the request for a WebSocket. */
    void handleUpgrade(RoutingContext context) {
        if (access.admits(context.request().getHeader(HttpHeaders.ORIGIN))) {
            sockets.upgrade(
                    context,
                    socketLimits,
                    (socket, upgrade) ->
                            new WebTorrentConnection(socket, swarms, limits, scratch, clockMillis, this::clients));
        } else {
            strangers++;
            Problem.answer(context, 403, "Origin not allowed", "This tracker serves pages of other origins only.");
        }
    }

    /** Who is served from now on. Sockets stay; their next announces of swarms that are served no more are refused. */
    void access(WebTorrentAccess newAccess) {
        access = newAccess;
        swarms.lists(newAccess.swarms());
    }

    @Override
    public void measure(Measurements measured) {
        RelayFigures figures = swarms.figures();
        measured.gauge("bittube_tracker_sockets", "Open sockets.", clients, "dialect", "webtorrent");
        measured.gauge("bittube_webtorrent_swarms", "Swarms with a peer.", swarms.size());
        measured.gauge("bittube_webtorrent_peers", "Peers in all swarms.", swarms.peers());
        measured.counter("bittube_webtorrent_announces", "Announces that were taken.", figures.announces());
        measured.counter("bittube_webtorrent_scrapes", "Scrapes.", figures.scrapes());
        String relayed = "Messages handed on from client to client.";
        measured.counter("bittube_webtorrent_relayed_messages", relayed, figures.offers(), "kind", "offer");
        measured.counter("bittube_webtorrent_relayed_messages", relayed, figures.answers(), "kind", "answer");
        String refused = "What was answered with an error, or not handed on.";
        measured.counter("bittube_webtorrent_refusals", refused, figures.failures(), "reason", "error");
        measured.counter("bittube_webtorrent_refusals", refused, figures.staleAnswers(), "reason", "stale_answer");
        measured.counter("bittube_webtorrent_refusals", refused, figures.offersRefused(), "reason", "offer_rate");
        measured.counter("bittube_webtorrent_refusals", refused, strangers, "reason", "origin");
    }

    private void clients(int more) {
        clients += more;
    }

    /** Forgets peers and offers whose time is over. */
    void check() {
        swarms.check(clockMillis.getAsLong());
    }
}
