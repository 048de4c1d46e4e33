package org.bittube.tracker.websocket;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.handler.ssl.SslHandler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetSocket;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bittube.tracker.http.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The opening handshake (RFC 6455 section 4.2), and the change of the channel from HTTP to frames. */
final class Upgrade {
    private static final Logger LOG = LoggerFactory.getLogger(Upgrade.class);
    private static final String VERSION = "13";
    private static final String VERSION_HEADER = "Sec-WebSocket-Version";
    /** 16 bytes in base64. */
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9+/]{21}[AQgw]==");

    /**
     * What one read takes at most: nearly every message in one piece. Netty's own guess, which begins with 2 KiB for every socket and shrinks when answers
     * follow announces, takes a message apart. The buffer is the loop's again when the read has been dealt with.
     */
    private static final RecvByteBufAllocator READS = new FixedRecvByteBufAllocator(16 * 1024);

    private static final String KEY_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private final RoutingContext routing;
    private final String key;

    private Upgrade(RoutingContext routing, String key) {
        this.routing = routing;
        this.key = key;
    }

    /** The upgrade that a request asks for; empty when it asks for none that is possible, and has been told so. */
    static Optional<Upgrade> of(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        String key = request.getHeader("Sec-WebSocket-Key");
        if (!request.canUpgradeToWebSocket() || !VERSION.equals(request.getHeader(VERSION_HEADER))) {
            routing.response().putHeader(VERSION_HEADER, VERSION);
            Problem.answer(routing, 426, "WebSocket expected", "Open this address as a WebSocket.");
            return Optional.empty();
        }
        if (key == null || !KEY.matcher(key.strip()).matches()) {
            Problem.answer(routing, 400, "Bad handshake", "Sec-WebSocket-Key is 16 bytes in base64.");
            return Optional.empty();
        }
        return Optional.of(new Upgrade(routing, key.strip()));
    }

    void refuse(int status, String title, String detail) {
        routing.response().putHeader("Retry-After", "10");
        Problem.answer(routing, status, title, detail);
    }

    /** Answers, and puts the socket in the place of everything that HTTP needed. */
    void accept(ChannelSocket socket, Dialect dialect) {
        HttpServerRequest request = routing.request();
        routing.response()
                .putHeader(HttpHeaders.UPGRADE, HttpHeaders.WEBSOCKET)
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.UPGRADE)
                .putHeader("Sec-WebSocket-Accept", accepted(key));
        request.toNetSocket()
                .onSuccess(tunnel -> install(tunnel, request, socket, dialect))
                .onFailure(e -> {
                    LOG.debug("upgrade failed reason={}", e.toString());
                    socket.gone();
                });
    }

    private static void install(NetSocket tunnel, HttpServerRequest request, ChannelSocket socket, Dialect dialect) {
        Channel channel = ((NetSocketInternal) tunnel).channelHandlerContext().channel();
        // In a turn of its own, for some handlers of Vert.x take themselves out after the request; until then, nothing
        // is read.
        channel.config().setAutoRead(false);
        channel.eventLoop().execute(() -> {
            replaceHandlers(channel.pipeline(), socket);
            channel.config().setRecvByteBufAllocator(READS);
            socket.session(dialect.open(socket, request));
            channel.config().setAutoRead(true);
            if (!channel.isActive()) {
                socket.gone();
            }
        });
    }

    /** What Vert.x holds for a connection is more than all that the tracker does with it; its time-out for idle ones goes, too. */
    private static void replaceHandlers(ChannelPipeline pipeline, ChannelSocket socket) {
        List<ChannelHandler> before = List.copyOf(pipeline.toMap().values());
        pipeline.addLast(socket);
        for (ChannelHandler handler : before) {
            if (!(handler instanceof SslHandler)) {
                pipeline.remove(handler);
            }
        }
    }

    private static String accepted(String key) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-1").digest((key + KEY_SUFFIX).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }
}
