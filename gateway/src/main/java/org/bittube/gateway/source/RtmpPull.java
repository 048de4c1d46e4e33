package org.bittube.gateway.source;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.ConnectOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.rtmp.chunk.RtmpException;
import org.bittube.gateway.rtmp.client.PlaySession;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to play a stream of an RTMP server: resolve and check the host, connect to the very address that was checked, hand the tags on. Ends
 * once, with a reason. Confined to its event loop.
 */
final class RtmpPull implements PlaySession.Events {
    /** All that is ever said to the server is less; it would have to stop reading for that much to wait. */
    private static final int MOST_UNSENT_BYTES = 64 << 10;

    /** Hears of one attempt. */
    interface Events {
        /** So many bytes came, of whatever kind. */
        void onBytes(int count);

        void onTag(FlvTag tag);

        /**
         * Nothing more comes.
         *
         * @param reason in an operator's words
         */
        void onOver(String reason);
    }

    private final Vertx vertx;
    private final NetClient client;
    private final ClientSSLOptions tls;
    private final UrlPolicy urls;
    private final HttpTimings timings;
    private final Consumer<byte[]> random;
    private final Watchdog watchdog;
    private final Events events;
    private @Nullable NetSocket socket;
    private boolean tagSeen;
    private boolean over;

    RtmpPull(
            Vertx vertx,
            NetClient client,
            ClientSSLOptions tls,
            UrlPolicy urls,
            HttpTimings timings,
            LongSupplier clockMillis,
            Consumer<byte[]> random,
            Events events) {
        this.vertx = vertx;
        this.client = client;
        this.tls = tls;
        this.urls = urls;
        this.timings = timings;
        this.random = random;
        this.watchdog = new Watchdog(vertx, clockMillis);
        this.events = events;
    }

    void start(RtmpSpec spec) {
        vertx.executeBlocking(() -> urls.addressesOfHost(spec.url()), false)
                .compose(addresses -> EachAddress.until(addresses, address -> connect(spec, address)))
                .onComplete(opened -> opened(spec, opened), trouble -> fail(Trouble.connecting(spec.url(), trouble)));
    }

    /** Reads no more for now; nobody is blamed for the silence. */
    void pause() {
        watchdog.rest();
        if (socket != null) {
            socket.pause();
        }
    }

    /** Reads on. */
    void resume() {
        watchdog.wake();
        if (socket != null) {
            socket.resume();
        }
    }

    /** Ends the attempt without a word. May be called twice. */
    void cancel() {
        over = true;
        watchdog.stop();
        if (socket != null) {
            // The future is dropped: nobody waits for the end of what was given up.
            socket.close();
            socket = null;
        }
    }

    private Future<NetSocket> connect(RtmpSpec spec, InetAddress address) {
        if (over) {
            return Future.failedFuture("cancelled");
        }
        ConnectOptions options = new ConnectOptions()
                .setRemoteAddress(SocketAddress.inetSocketAddress(new InetSocketAddress(address, spec.port())))
                .setSsl(spec.tls());
        if (spec.tls()) {
            ClientSSLOptions secure = tls.copy();
            secure.setHostnameVerificationAlgorithm("HTTPS")
                    .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                    .setSslHandshakeTimeout(timings.connectMillis());
            options.setSniServerName(UrlPolicy.hostOf(spec.url())).setSslOptions(secure);
        }
        return client.connect(options);
    }

    private void opened(RtmpSpec spec, NetSocket opened) {
        if (over) {
            // The future is dropped, as in cancel.
            opened.close();
            return;
        }
        socket = opened;
        opened.setWriteQueueMaxSize(MOST_UNSENT_BYTES);
        opened.exceptionHandler(trouble -> fail(Trouble.broken(trouble)));
        opened.closeHandler(closed -> fail(
                tagSeen
                        ? "The source closed the connection."
                        : "The source closed the connection before it sent anything: check application and stream."));
        PlaySession made = new PlaySession(spec.application(), spec.address(), spec.stream(), this, random);
        opened.handler(bytes -> received(made, bytes));
        watchdog.watch(
                timings.responseMillis(), () -> fail(Trouble.silent("sent no stream for ", timings.responseMillis())));
        made.open();
    }

    private void received(PlaySession current, Buffer bytes) {
        if (over) {
            return;
        }
        events.onBytes(bytes.length());
        try {
            current.accept(bytes);
        } catch (RtmpException e) {
            fail("The source does not speak RTMP as it should: " + e.getMessage());
        }
    }

    @Override
    public void onSend(Buffer bytes) {
        NetSocket open = socket;
        if (open == null) {
            return;
        }
        // The future is dropped: a socket that fails tells its handlers.
        open.write(bytes);
        if (open.writeQueueFull()) {
            fail("The source asks and does not read the answers.");
        }
    }

    @Override
    public void onTag(FlvTag tag) {
        if (over) {
            return;
        }
        if (!tagSeen) {
            tagSeen = true;
            watchdog.watch(timings.idleMillis(), () -> fail(Trouble.silent("sent nothing for ", timings.idleMillis())));
        }
        watchdog.heard();
        events.onTag(tag);
    }

    @Override
    public void onOver(String reason) {
        fail(reason);
    }

    private void fail(String reason) {
        if (!over) {
            cancel();
            events.onOver(reason);
        }
    }
}
