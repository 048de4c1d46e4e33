package org.bittube.gateway.rtmp.server;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetSocket;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.bittube.gateway.publish.PublishDesk;
import org.bittube.gateway.source.Admission;
import org.bittube.gateway.source.PublishPoints;
import org.bittube.gateway.source.Publisher;
import org.bittube.gateway.swarm.ViewerAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ports that encoders and players come to: {@code rtmp://host/live}, and with TLS {@code rtmps://host/live}. Confined to its event loop. */
public final class RtmpServer implements PublishPoints.Door {
    private static final Logger LOG = LoggerFactory.getLogger(RtmpServer.class);
    private static final long TICK_MILLIS = 1_000;
    private static final long RENEW_MILLIS = 60_000;

    private final Vertx vertx;
    private final String host;
    private final List<RtmpListener> ports;
    private final RtmpLimits limits;
    private final LongSupplier clockMillis;
    private final Consumer<byte[]> random;
    private final PublishDesk desk;
    private final @Nullable PlayDesk plays;
    private final Set<RtmpConnection> connections = new LinkedHashSet<>();
    private long timer = -1;

    /**
     * Not open yet.
     *
     * @param ports none: nobody can come
     * @param desk where encoders show their keys
     * @param plays where players get their streams; null: nowhere
     * @param clockMillis a clock that never goes back
     * @param random fills an array with any random bytes
     */
    public RtmpServer(
            Vertx vertx,
            String host,
            List<RtmpPort> ports,
            PublishDesk desk,
            @Nullable PlayDesk plays,
            LongSupplier clockMillis,
            Consumer<byte[]> random) {
        this(vertx, host, ports, RtmpLimits.USUAL, RENEW_MILLIS, desk, plays, clockMillis, random);
    }

    RtmpServer(
            Vertx vertx,
            String host,
            List<RtmpPort> ports,
            RtmpLimits limits,
            long renewMillis,
            PublishDesk desk,
            @Nullable PlayDesk plays,
            LongSupplier clockMillis,
            Consumer<byte[]> random) {
        this.vertx = vertx;
        this.host = host;
        this.ports = ports.stream()
                .map(port -> new RtmpListener(vertx, port, renewMillis))
                .toList();
        this.limits = limits;
        this.clockMillis = clockMillis;
        this.random = random;
        this.desk = desk;
        this.plays = plays;
    }

    @Override
    public Future<Void> open(PublishPoints points) {
        if (ports.isEmpty()) {
            LOG.info("rtmp not listening reason=\"rtmp-port is 0\"");
            return Future.succeededFuture();
        }
        // All are waited for, also when one fails: what opens late would stay open.
        return Future.join(ports.stream()
                        .map(port -> port.open(host, socket -> welcome(socket, points)))
                        .toList())
                .<Void>mapEmpty()
                .onSuccess(done -> timer = vertx.setPeriodic(TICK_MILLIS, tick -> tick()))
                .recover(trouble -> closePorts().transform(closed -> Future.failedFuture(trouble)));
    }

    @Override
    public Future<Void> close() {
        vertx.cancelTimer(timer);
        List.copyOf(connections).forEach(connection -> connection.abort("The gateway closed its RTMP port."));
        return closePorts();
    }

    private Future<Void> closePorts() {
        return Future.join(ports.stream().map(RtmpListener::close).toList()).mapEmpty();
    }

    private void welcome(NetSocket socket, PublishPoints points) {
        String address = ViewerAddress.of(socket.remoteAddress());
        if (waitingOf(address) >= limits.waitingOfAddress()) {
            // The future is dropped: as for every socket that is closed.
            socket.close();
            return;
        }
        makeRoom();
        RtmpConnection connection = new RtmpConnection(
                socket, address, limits, new Welcome(points, address), random, clockMillis.getAsLong());
        connections.add(connection);
        socket.exceptionHandler(trouble -> LOG.debug("rtmp connection broke reason=\"{}\"", trouble.getMessage()));
        socket.closeHandler(closed -> {
            connections.remove(connection);
            connection.gone();
        });
        socket.handler(bytes -> connection.received(bytes, clockMillis.getAsLong()));
    }

    private long waitingOf(String address) {
        return connections.stream()
                .filter(connection ->
                        !connection.isBusy() && connection.address().equals(address))
                .count();
    }

    /** Who has waited the longest goes: an encoder is through within a second, one who only sits there is not. */
    private void makeRoom() {
        List<RtmpConnection> waiting =
                connections.stream().filter(connection -> !connection.isBusy()).toList();
        if (waiting.size() >= limits.waitingConnections()) {
            connections.remove(waiting.get(0));
            waiting.get(0).abort("Too many connections waited.");
        }
    }

    private void tick() {
        long now = clockMillis.getAsLong();
        List.copyOf(connections).forEach(connection -> connection.tick(now));
    }

    /** What one address may do. */
    private final class Welcome implements Reception {
        private final PublishPoints points;
        private final String address;

        Welcome(PublishPoints points, String address) {
            this.points = points;
            this.address = address;
        }

        @Override
        public Admission admit(String channel, String key, Publisher publisher) {
            return desk.admit(points, address, channel, key, publisher);
        }

        @Override
        public String address() {
            return address;
        }

        @Override
        public @Nullable PlayDesk plays() {
            return plays;
        }
    }
}
