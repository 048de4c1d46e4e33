package org.bittube.gateway.rtmp.server;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.bittube.gateway.publish.PublishDesk;
import org.bittube.gateway.source.PublishPoints;
import org.bittube.gateway.swarm.ViewerAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The port that encoders come to: {@code rtmp://host/live}. Confined to its event loop. */
public final class RtmpServer implements PublishPoints.Door {
    private static final Logger LOG = LoggerFactory.getLogger(RtmpServer.class);
    private static final long TICK_MILLIS = 1_000;

    private final Vertx vertx;
    private final String host;
    private final int port;
    private final RtmpLimits limits;
    private final Function<Throwable, Throwable> words;
    private final LongSupplier clockMillis;
    private final Consumer<byte[]> random;
    private final PublishDesk desk;
    private final Set<RtmpConnection> connections = new LinkedHashSet<>();
    private @Nullable NetServer server;
    private long timer = -1;

    /**
     * Not open yet.
     *
     * @param port TCP; 0: never open
     * @param desk where encoders show their keys
     * @param words turns the failure to listen into one that an operator understands
     * @param clockMillis a clock that never goes back
     * @param random fills an array with any random bytes
     */
    public RtmpServer(
            Vertx vertx,
            String host,
            int port,
            PublishDesk desk,
            Function<Throwable, Throwable> words,
            LongSupplier clockMillis,
            Consumer<byte[]> random) {
        this(vertx, host, port, RtmpLimits.USUAL, desk, words, clockMillis, random);
    }

    RtmpServer(
            Vertx vertx,
            String host,
            int port,
            RtmpLimits limits,
            PublishDesk desk,
            Function<Throwable, Throwable> words,
            LongSupplier clockMillis,
            Consumer<byte[]> random) {
        this.vertx = vertx;
        this.host = host;
        this.port = port;
        this.limits = limits;
        this.words = words;
        this.clockMillis = clockMillis;
        this.random = random;
        this.desk = desk;
    }

    @Override
    public Future<Void> open(PublishPoints points) {
        if (port == 0) {
            LOG.info("rtmp not listening reason=\"rtmp-port is 0\"");
            return Future.succeededFuture();
        }
        NetServer opened = vertx.createNetServer(
                        new NetServerOptions().setHost(host).setPort(port).setTcpNoDelay(true))
                .connectHandler(socket -> welcome(socket, points));
        server = opened;
        return opened.listen()
                .recover(failure -> Future.failedFuture(words.apply(failure)))
                .map(done -> {
                    timer = vertx.setPeriodic(TICK_MILLIS, tick -> tick());
                    LOG.info("rtmp listening port={}", opened.actualPort());
                    return null;
                });
    }

    @Override
    public Future<Void> close() {
        vertx.cancelTimer(timer);
        List.copyOf(connections).forEach(connection -> connection.abort("The gateway closed its RTMP port."));
        NetServer open = server;
        server = null;
        return open == null ? Future.succeededFuture() : open.close();
    }

    private void welcome(NetSocket socket, PublishPoints points) {
        String address = ViewerAddress.of(
                Objects.requireNonNullElse(socket.remoteAddress().hostAddress(), ""));
        if (waitingOf(address) >= limits.waitingOfAddress()) {
            // The future is dropped: as for every socket that is closed.
            socket.close();
            return;
        }
        makeRoom();
        RtmpConnection connection = new RtmpConnection(
                socket,
                address,
                limits,
                (channel, key, publisher) -> desk.admit(points, address, channel, key, publisher),
                random,
                clockMillis.getAsLong());
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
                        !connection.publishing() && connection.address().equals(address))
                .count();
    }

    /** Who has waited the longest goes: an encoder is through within a second, one who only sits there is not. */
    private void makeRoom() {
        List<RtmpConnection> waiting = connections.stream()
                .filter(connection -> !connection.publishing())
                .toList();
        if (waiting.size() >= limits.waitingConnections()) {
            connections.remove(waiting.get(0));
            waiting.get(0).abort("Too many connections waited.");
        }
    }

    private void tick() {
        long now = clockMillis.getAsLong();
        List.copyOf(connections).forEach(connection -> connection.tick(now));
    }
}
