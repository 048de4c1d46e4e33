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
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to pull: resolve and check the host, connect to the very address that was checked, follow redirects (each checked
 * the same way), hand the body on as it comes. Ends once, with a reason. Confined to its event loop.
 *
 * <p>Back-pressure: the body is used up synchronously, so a loop that is busy reads no more from the socket.
 */
final class HttpFlvPull {
    private static final int MAX_REDIRECTS = 5;
    private static final int MAX_ADDRESSES = 4;

    /** Hears of one attempt. */
    interface Events {
        void onBody(Buffer chunk);

        /**
         * Nothing more comes.
         *
         * @param reason in an operator's words
         */
        void onOver(String reason);
    }

    private final Vertx vertx;
    private final HttpClient client;
    private final UrlPolicy urls;
    private final HttpFlvTimings timings;
    private final LongSupplier clockMillis;
    private final Events events;
    private @Nullable HttpClientRequest request;
    private long lastByteMillis;
    private long watchdog = -1;
    private boolean over;

    HttpFlvPull(
            Vertx vertx,
            HttpClient client,
            UrlPolicy urls,
            HttpFlvTimings timings,
            LongSupplier clockMillis,
            Events events) {
        this.vertx = vertx;
        this.client = client;
        this.urls = urls;
        this.timings = timings;
        this.clockMillis = clockMillis;
        this.events = events;
    }

    void start(URI url) {
        open(url, MAX_REDIRECTS);
    }

    /** Ends the attempt without a word. May be called twice. */
    void cancel() {
        over = true;
        vertx.cancelTimer(watchdog);
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

    private void open(URI url, int redirectsLeft) {
        vertx.executeBlocking(() -> urls.addresses(url), false)
                .compose(addresses -> connect(url, addresses, 0))
                .compose(this::send)
                .onComplete(response -> answered(url, redirectsLeft, response), trouble -> fail(words(url, trouble)));
    }

    /** Tries the addresses one after the other, for localhost may be ::1 where the encoder listens on 127.0.0.1 only. */
    private Future<HttpClientRequest> connect(URI url, List<InetAddress> addresses, int index) {
        if (over) {
            return Future.failedFuture("cancelled");
        }
        boolean more = index + 1 < Math.min(addresses.size(), MAX_ADDRESSES);
        return client.request(options(url, addresses.get(index)))
                .recover(trouble -> more ? connect(url, addresses, index + 1) : Future.failedFuture(trouble));
    }

    private RequestOptions options(URI url, InetAddress address) {
        boolean tls = url.getScheme().equalsIgnoreCase("https");
        int port = url.getPort() > 0 ? url.getPort() : tls ? 443 : 80;
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        return new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(address, port)))
                .setHost(UrlPolicy.hostOf(url))
                .setPort(port)
                .setSsl(tls)
                .setURI(url.getRawQuery() == null ? path : path + "?" + url.getRawQuery())
                .setConnectTimeout(timings.connectMillis())
                .setFollowRedirects(false)
                .putHeader("Accept", "video/x-flv, */*;q=0.1")
                .putHeader("User-Agent", "BitTube");
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
        return opened.send().map(response -> response.pause());
    }

    private void answered(URI url, int redirectsLeft, HttpClientResponse response) {
        if (over) {
            return;
        }
        int status = response.statusCode();
        String location = response.getHeader("Location");
        if (status >= 300 && status < 400 && status != 304 && location != null) {
            redirect(url, location, redirectsLeft);
        } else if (status != 200) {
            fail("The source answered " + status + " " + printable(response.statusMessage())
                    + ": check the URL and that the stream is published.");
        } else {
            read(response);
        }
    }

    private void redirect(URI url, String location, int redirectsLeft) {
        if (redirectsLeft == 0) {
            fail("The source redirected more than " + MAX_REDIRECTS + " times: give the final URL.");
            return;
        }
        URI target;
        try {
            target = url.resolve(new URI(location));
        } catch (URISyntaxException e) {
            fail("The source redirected to something that is no URL: give the final URL.");
            return;
        }
        vertx.cancelTimer(watchdog);
        if (request != null) {
            request.reset();
            request = null;
        }
        open(target, redirectsLeft - 1);
    }

    private void read(HttpClientResponse response) {
        watch(timings.idleMillis(), "sent nothing for ");
        response.exceptionHandler(trouble -> fail("The connection to the source broke: " + cause(trouble) + "."));
        response.endHandler(end -> fail("The source ended the stream."));
        response.handler(chunk -> {
            if (!over) {
                lastByteMillis = clockMillis.getAsLong();
                events.onBody(chunk);
            }
        });
        response.resume();
    }

    private void watch(long patienceMillis, String what) {
        vertx.cancelTimer(watchdog);
        lastByteMillis = clockMillis.getAsLong();
        watchdog = vertx.setPeriodic(Math.max(1, patienceMillis / 4), tick -> {
            if (clockMillis.getAsLong() - lastByteMillis >= patienceMillis) {
                fail("The source " + what + seconds(patienceMillis) + ": check that the encoder is running.");
            }
        });
    }

    private static String seconds(long millis) {
        return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
    }

    private static String words(URI url, Throwable trouble) {
        if (trouble instanceof SourceRefused) {
            return String.valueOf(trouble.getMessage());
        }
        String host = UrlPolicy.hostOf(url);
        if (trouble instanceof UnknownHostException) {
            return "The host " + host + " is not known: check the URL.";
        }
        if (trouble instanceof SSLException) {
            return "The TLS handshake with " + host + " failed (" + cause(trouble)
                    + "): check that its certificate is valid for that name.";
        }
        if (trouble instanceof ConnectException) {
            return "No connection to " + host + ": check the URL and that the server is running.";
        }
        return "The request to " + host + " failed: " + cause(trouble) + ".";
    }

    private static String cause(Throwable trouble) {
        String message = trouble.getMessage();
        return printable(
                message == null || message.isEmpty() ? trouble.getClass().getSimpleName() : message);
    }

    /** What a stranger wrote, short and without control characters. */
    private static String printable(@Nullable String text) {
        if (text == null) {
            return "";
        }
        String clean = text.replaceAll("[^\\x20-\\x7E]+", " ").strip();
        return clean.length() > 120 ? clean.substring(0, 120) : clean;
    }
}
