package org.bittube.gateway.source;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.function.LongSupplier;
import org.bittube.gateway.encoding.PlainText;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to pull: resolve and check the host, connect to the very address that was checked, follow redirects (each checked
 * the same way), hand the body on as it comes. Ends once, with a reason. Confined to its event loop.
 *
 * <p>Back-pressure: the body is used up synchronously, so a loop that is busy reads no more from the socket.
 */
final class HttpPull {
    private static final int MAX_REDIRECTS = 5;

    /** Hears of one attempt. */
    interface Events {
        /**
         * The body begins.
         *
         * @param url where it was found in the end
         */
        default void onAnswer(URI url) {}

        void onBody(Buffer chunk);

        /** The body is complete. */
        void onEnd();

        /**
         * Nothing more comes, though there should.
         *
         * @param reason in an operator's words
         */
        void onOver(String reason);
    }

    private final Vertx vertx;
    private final HttpClient client;
    private final UrlPolicy urls;
    private final HttpTimings timings;
    private final Watchdog watchdog;
    private final Events events;
    private @Nullable HttpClientRequest request;
    private @Nullable HttpClientResponse response;
    private boolean paused;
    private boolean over;

    HttpPull(
            Vertx vertx,
            HttpClient client,
            UrlPolicy urls,
            HttpTimings timings,
            LongSupplier clockMillis,
            Events events) {
        this.vertx = vertx;
        this.client = client;
        this.urls = urls;
        this.timings = timings;
        this.watchdog = new Watchdog(vertx, clockMillis);
        this.events = events;
    }

    void start(HttpAsk ask) {
        open(ask, MAX_REDIRECTS);
    }

    /** Reads no more for now; nobody is blamed for the silence. */
    void pause() {
        paused = true;
        watchdog.rest();
        if (response != null) {
            response.pause();
        }
    }

    /** Reads on. */
    void resume() {
        paused = false;
        watchdog.wake();
        if (response != null) {
            response.resume();
        }
    }

    /** Ends the attempt without a word. May be called twice. */
    void cancel() {
        over = true;
        watchdog.stop();
        if (request != null) {
            // The answer of a reset says nothing that anybody waits for.
            request.reset();
            request = null;
        }
    }

    /** Ends the attempt, for a reason that the owner of the body found in it. */
    void fail(String reason) {
        if (!over) {
            cancel();
            events.onOver(reason);
        }
    }

    private void open(HttpAsk ask, int redirectsLeft) {
        vertx.executeBlocking(() -> urls.addresses(ask.url()), false)
                .compose(addresses -> EachAddress.until(addresses, address -> connect(ask, address)))
                .compose(this::send)
                .onComplete(
                        answer -> answered(ask, redirectsLeft, answer),
                        trouble -> fail(Trouble.connecting(ask.url(), trouble)));
    }

    private Future<HttpClientRequest> connect(HttpAsk ask, InetAddress address) {
        return over ? Future.failedFuture("cancelled") : client.request(options(ask, address));
    }

    private RequestOptions options(HttpAsk ask, InetAddress address) {
        URI url = ask.url();
        int port = HttpAsk.port(url);
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(address, port)))
                .setHost(UrlPolicy.hostOf(url))
                .setPort(port)
                .setSsl(HttpAsk.isTls(url))
                .setURI(url.getRawQuery() == null ? path : path + "?" + url.getRawQuery())
                .setConnectTimeout(timings.connectMillis())
                .setFollowRedirects(false)
                .putHeader("Accept", ask.accept())
                .putHeader("User-Agent", "BitTube");
        ask.credentials().forEach(options::putHeader);
        return options;
    }

    private Future<HttpClientResponse> send(HttpClientRequest opened) {
        if (over) {
            opened.reset();
            return Future.failedFuture("cancelled");
        }
        request = opened;
        // From here on the watchdog also covers a server that takes the request and says nothing.
        watch(timings.responseMillis(), "sent no answer for ");
        // Must be paused by its first handler: what arrives between two turns of the loop would be lost.
        return opened.send().map(answer -> answer.pause());
    }

    private void answered(HttpAsk ask, int redirectsLeft, HttpClientResponse answer) {
        if (over) {
            return;
        }
        // What becomes of an answer that is not read on concerns nobody.
        answer.exceptionHandler(reset -> {});
        int status = answer.statusCode();
        String location = answer.getHeader("Location");
        if (status >= 300 && status < 400 && status != 304 && location != null) {
            redirect(ask, location, redirectsLeft);
        } else if (status == 401 || status == 403) {
            fail("The source answered " + status + " " + PlainText.of(answer.statusMessage())
                    + ": check the user, password or headers that it wants.");
        } else if (status != 200 && status != 206) {
            fail("The source answered " + status + " " + PlainText.of(answer.statusMessage())
                    + ": check the URL and that the stream is published.");
        } else {
            events.onAnswer(ask.url());
            read(answer);
        }
    }

    private void redirect(HttpAsk ask, String location, int redirectsLeft) {
        if (redirectsLeft == 0) {
            fail("The source redirected more than " + MAX_REDIRECTS + " times: give the final URL.");
            return;
        }
        URI target;
        try {
            target = ask.url().resolve(new URI(location));
        } catch (URISyntaxException e) {
            fail("The source redirected to something that is no URL: give the final URL.");
            return;
        }
        watchdog.stop();
        if (request != null) {
            request.reset();
            request = null;
        }
        open(ask.at(target), redirectsLeft - 1);
    }

    private void read(HttpClientResponse answer) {
        response = answer;
        watch(timings.idleMillis(), "sent nothing for ");
        answer.exceptionHandler(trouble -> fail(Trouble.broken(trouble)));
        answer.endHandler(end -> {
            if (!over) {
                over = true;
                watchdog.stop();
                events.onEnd();
            }
        });
        answer.handler(chunk -> {
            if (!over) {
                watchdog.heard();
                events.onBody(chunk);
            }
        });
        if (!paused) {
            answer.resume();
        }
    }

    private void watch(long patienceMillis, String what) {
        watchdog.watch(patienceMillis, () -> fail(Trouble.silent(what, patienceMillis)));
    }
}
