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
final class HttpPull {
    private static final int MAX_REDIRECTS = 5;
    private static final int MAX_ADDRESSES = 4;

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
    private final LongSupplier clockMillis;
    private final Events events;
    private @Nullable HttpClientRequest request;
    private @Nullable HttpClientResponse response;
    private boolean paused;
    private long lastByteMillis;
    private long watchdog = -1;
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
        this.clockMillis = clockMillis;
        this.events = events;
    }

    void start(HttpAsk ask) {
        open(ask, MAX_REDIRECTS);
    }

    /** Reads no more for now; nobody is blamed for the silence. */
    void pause() {
        paused = true;
        if (response != null) {
            response.pause();
        }
    }

    /** Reads on. */
    void resume() {
        paused = false;
        lastByteMillis = clockMillis.getAsLong();
        if (response != null) {
            response.resume();
        }
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

    private void open(HttpAsk ask, int redirectsLeft) {
        vertx.executeBlocking(() -> urls.addresses(ask.url()), false)
                .compose(addresses -> connect(ask, addresses, 0))
                .compose(this::send)
                .onComplete(answer -> answered(ask, redirectsLeft, answer), trouble -> fail(words(ask.url(), trouble)));
    }

    /** Tries the addresses one after the other, for localhost may be ::1 where the encoder listens on 127.0.0.1 only. */
    private Future<HttpClientRequest> connect(HttpAsk ask, List<InetAddress> addresses, int index) {
        if (over) {
            return Future.failedFuture("cancelled");
        }
        boolean more = index + 1 < Math.min(addresses.size(), MAX_ADDRESSES);
        return client.request(options(ask, addresses.get(index)))
                .recover(trouble -> more ? connect(ask, addresses, index + 1) : Future.failedFuture(trouble));
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
            fail("The source answered " + status + " " + printable(answer.statusMessage())
                    + ": check the user, password or headers that it wants.");
        } else if (status != 200 && status != 206) {
            fail("The source answered " + status + " " + printable(answer.statusMessage())
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
        vertx.cancelTimer(watchdog);
        if (request != null) {
            request.reset();
            request = null;
        }
        open(ask.at(target), redirectsLeft - 1);
    }

    private void read(HttpClientResponse answer) {
        response = answer;
        watch(timings.idleMillis(), "sent nothing for ");
        answer.exceptionHandler(trouble -> fail("The connection to the source broke: " + cause(trouble) + "."));
        answer.endHandler(end -> {
            if (!over) {
                over = true;
                vertx.cancelTimer(watchdog);
                events.onEnd();
            }
        });
        answer.handler(chunk -> {
            if (!over) {
                lastByteMillis = clockMillis.getAsLong();
                events.onBody(chunk);
            }
        });
        if (!paused) {
            answer.resume();
        }
    }

    private void watch(long patienceMillis, String what) {
        vertx.cancelTimer(watchdog);
        lastByteMillis = clockMillis.getAsLong();
        watchdog = vertx.setPeriodic(Math.max(1, patienceMillis / 4), tick -> {
            if (!paused && clockMillis.getAsLong() - lastByteMillis >= patienceMillis) {
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
