package org.bittube.gateway.rtmp.server;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.util.concurrent.TimeUnit;
import org.bittube.gateway.tls.TlsFiles;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One port while it is open. A certificate that is renewed on the disk serves those who come from then on; one that cannot be used changes nothing. Confined to
 * its event loop.
 */
final class RtmpListener {
    private static final Logger LOG = LoggerFactory.getLogger(RtmpListener.class);
    private static final int HANDSHAKE_SECONDS = 5;
    /** As for viewers over HTTP: what the kernel takes more, nobody sees. */
    private static final int SEND_BUFFER_BYTES = 256 << 10;

    private final Vertx vertx;
    private final RtmpPort port;
    private final long renewMillis;
    private @Nullable NetServer server;
    private @Nullable PemKeyCertOptions serving;
    private String lastTrouble = "";
    private long timer = -1;

    /** @param renewMillis between two looks at certificate and key */
    RtmpListener(Vertx vertx, RtmpPort port, long renewMillis) {
        this.vertx = vertx;
        this.port = port;
        this.renewMillis = renewMillis;
    }

    /** Opens it; fails in an operator's words. */
    Future<Void> open(String host, Handler<NetSocket> welcome) {
        NetServerOptions options = new NetServerOptions()
                .setHost(host)
                .setPort(port.number())
                .setTcpNoDelay(true)
                .setSendBufferSize(SEND_BUFFER_BYTES);
        TlsFiles tls = port.tls();
        if (tls == null) {
            return listen(options, welcome);
        }
        return vertx.executeBlocking(() -> tls.read(vertx)).compose(read -> {
            serving = read;
            options.setSsl(true)
                    .setKeyCertOptions(read)
                    .setSslHandshakeTimeout(HANDSHAKE_SECONDS)
                    .setSslHandshakeTimeoutUnit(TimeUnit.SECONDS);
            return listen(options, welcome)
                    .onSuccess(done -> timer = vertx.setPeriodic(renewMillis, tick -> look(tls)));
        });
    }

    /** May be called twice, and when it never opened. */
    Future<Void> close() {
        vertx.cancelTimer(timer);
        NetServer open = server;
        server = null;
        return open == null ? Future.succeededFuture() : open.close();
    }

    private Future<Void> listen(NetServerOptions options, Handler<NetSocket> welcome) {
        NetServer made = vertx.createNetServer(options)
                .connectHandler(welcome)
                .exceptionHandler(trouble ->
                        LOG.debug("{} connection refused reason=\"{}\"", port.protocol(), trouble.getMessage()));
        server = made;
        return made.listen()
                .recover(failure -> Future.failedFuture(port.words().apply(failure)))
                .map(done -> {
                    LOG.info("{} listening port={}", port.protocol(), made.actualPort());
                    return null;
                });
    }

    private void look(TlsFiles tls) {
        // The future is dropped: what comes of it is logged, and the next look follows anyway.
        vertx.executeBlocking(() -> tls.read(vertx)).compose(this::renew).onFailure(trouble -> {
            String words = String.valueOf(trouble.getMessage());
            if (!words.equals(lastTrouble)) {
                LOG.warn("certificate not renewed reason=\"{}\"", words);
            }
            lastTrouble = words;
        });
    }

    private Future<Void> renew(PemKeyCertOptions read) {
        NetServer open = server;
        lastTrouble = "";
        if (open == null || read.equals(serving)) {
            return Future.succeededFuture();
        }
        ServerSSLOptions options = new ServerSSLOptions()
                .setKeyCertOptions(read)
                .setSslHandshakeTimeout(HANDSHAKE_SECONDS)
                .setSslHandshakeTimeoutUnit(TimeUnit.SECONDS);
        return open.updateSSLOptions(options).map(done -> {
            serving = read;
            LOG.info("certificate renewed port={}", open.actualPort());
            return null;
        });
    }
}
