package org.bittube.gateway.publish;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.function.LongSupplier;
import org.bittube.gateway.http.ConnectionCutter;
import org.bittube.gateway.http.Problem;
import org.bittube.gateway.source.Admission;
import org.bittube.gateway.source.PublishPoints;
import org.bittube.gateway.swarm.ViewerAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The WebSocket {@code /live/{channel}/publish} of docs/protocol.md section 11, on which a page sends what its camera gives. Confined to its event
 * loop, which is that of the channels.
 */
public final class PublishSocketHandler {
    private static final Logger LOG = LoggerFactory.getLogger(PublishSocketHandler.class);
    private static final String CHANNEL = "channel";
    /** Sockets that have not shown a key yet. */
    private static final int MOST_STRANGERS = 64;

    private static final long STRANGER_RETRY_MILLIS = 5_000;
    private static final long KEY_MILLIS = 5_000;
    /** For the page to read why it was ended. */
    private static final long CLOSING_MILLIS = 3_000;

    private final Vertx vertx;
    private final PublishPoints points;
    private final PublishDesk desk;
    private final ViewerAddress addresses;
    private final LongSupplier clockMillis;
    private final Pushes pushes;
    private int strangers;

    /**
     * Serves nothing before {@link #mount}.
     *
     * @param addresses tells those apart who guess keys
     * @param clockMillis a clock that never goes back
     */
    public PublishSocketHandler(
            Vertx vertx, PublishPoints points, PublishDesk desk, ViewerAddress addresses, LongSupplier clockMillis) {
        this.vertx = vertx;
        this.points = points;
        this.desk = desk;
        this.addresses = addresses;
        this.clockMillis = clockMillis;
        this.pushes = new Pushes(clockMillis);
    }

    /** Adds the route, and begins to look after pages that fall silent. To be called once; no body handler may stand before it. */
    public void mount(Router router) {
        router.get("/live/:" + CHANNEL + "/publish").handler(this::answer);
        pushes.watch(vertx);
    }

    private void answer(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (!request.canUpgradeToWebSocket()) {
            refuse(
                    request,
                    Problem.of(
                            426,
                            "WebSocket only",
                            "Open this address as a WebSocket, or post FLV to /live/{channel}.flv."));
        } else if (strangers >= MOST_STRANGERS) {
            refuse(
                    request,
                    Problem.temporary(503, "Too many at once", "Too many wait to publish.", STRANGER_RETRY_MILLIS));
        } else {
            strangers++;
            String channel = context.pathParam(CHANNEL);
            String address = addresses.of(request);
            HttpConnection connection = request.connection();
            request.toWebSocket()
                    .onSuccess(socket -> open(socket, connection, channel, address))
                    .onFailure(failure -> {
                        strangers--;
                        LOG.debug("publishing socket not opened", failure);
                    });
        }
    }

    private void open(ServerWebSocket socket, HttpConnection connection, String channel, String address) {
        PublishSocket page = new PublishSocket(
                socket,
                PushLimits.USUAL,
                clockMillis,
                (afterMillis, task) -> vertx.setTimer(afterMillis, due -> task.run()),
                () -> vertx.setTimer(CLOSING_MILLIS, due -> ConnectionCutter.cut(connection)));
        page.open(new Stranger(channel, address, vertx.setTimer(KEY_MILLIS, due -> page.hurry())));
    }

    private static void refuse(HttpServerRequest request, Problem problem) {
        // The future is dropped: whether the page still hears it concerns nobody here.
        problem.send(request.response());
    }

    /** Takes one place until it shows a key or goes. */
    private final class Stranger implements PublishSocket.Door {
        private final String channel;
        private final String address;
        private final long hurryTimer;
        private boolean known;

        Stranger(String channel, String address, long hurryTimer) {
            this.channel = channel;
            this.address = address;
            this.hurryTimer = hurryTimer;
        }

        @Override
        public Admission admit(String key, FlvPush push) {
            return desk.admit(points, address, channel, key, push);
        }

        @Override
        public long waitMillis() {
            return desk.waitMillis(address);
        }

        @Override
        public void admitted(FlvPush push) {
            leave();
            pushes.add(push);
        }

        @Override
        public void gone() {
            leave();
        }

        private void leave() {
            if (!known) {
                known = true;
                strangers--;
                vertx.cancelTimer(hurryTimer);
            }
        }
    }
}
