package org.bittube.gateway.app;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.bittube.gateway.api.ApiProblem;
import org.bittube.gateway.channel.ChannelName;
import org.jspecify.annotations.Nullable;

/**
 * The pages and scripts that a browser loads, from the jar. Read when first asked for and then kept, so what is kept
 * is bounded by what the jar holds. Confined to its event loop.
 */
final class WebPages {

    /** Names of the web module's own making; no segment begins with a dot, so no path leads out. */
    private static final Pattern ASSET = Pattern.compile(
            "(?:[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}/){0,3}" + "[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}\\.[a-z0-9]{2,5}");

    /** A name that the bundler made from the content: such a file never changes. */
    private static final Pattern HASHED = Pattern.compile(".*[-.][A-Z0-9]{8}\\.[a-z0-9.]+");

    private static final String IMMUTABLE = "public, max-age=31536000, immutable";
    private static final String REVALIDATE = "no-cache";
    private static final String RESOURCE_POLICY = "Cross-Origin-Resource-Policy";

    private static final String CONTENT_SECURITY =
            "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline';"
                    + " connect-src 'self' ws: wss: http: https:; media-src 'self' blob:; img-src 'self' data: blob:;"
                    + " object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors ";

    private static final String NO_DEVICES = "camera=(), microphone=(), display-capture=(), geolocation=()";
    /** Of the page that sends what they see. */
    private static final String DEVICES =
            "camera=(self), microphone=(self), display-capture=(self), screen-wake-lock=(self), geolocation=()";

    private final Vertx vertx;
    private final Predicate<String> channelExists;
    private final Predicate<String> objectExists;
    private final Function<String, Set<String>> framers;
    private final OEmbed oEmbed;
    private final Map<String, WebFile> kept = new HashMap<>();

    /**
     * Serves nothing before {@link #mount}.
     *
     * @param channelExists pages of other channels are answered 404; the page itself then says so
     * @param objectExists the same for objects; whether somebody may see one, its page finds out by itself
     * @param framers the origins whose pages may have the channel's player in a frame; empty: all
     */
    WebPages(
            Vertx vertx,
            Predicate<String> channelExists,
            Predicate<String> objectExists,
            Function<String, Set<String>> framers,
            OEmbed oEmbed) {
        this.vertx = vertx;
        this.channelExists = channelExists;
        this.objectExists = objectExists;
        this.framers = framers;
        this.oEmbed = oEmbed;
    }

    void mount(Router router) {
        on(router, "/", request -> page(request, "index.html", "'self'", 200));
        onChannel(router, "/watch/:name", request -> watchPage(request, "watch.html", channelExists));
        onChannel(
                router,
                "/tester/:name",
                request -> page(request, "tester.html", "'self'", status(channelExists, request)));
        onChannel(router, "/publish/:name", request -> page(request, "publish.html", "'none'", 200, DEVICES));
        on(router, "/embed/:name", this::embedPage);
        on(router, "/objects/:name/watch", request -> watchPage(request, "object.html", objectExists));
        // The page finds out by itself which part of the console an address names.
        on(router, "/console", request -> page(request, "console.html", "'none'", 200));
        on(router, "/console/*", request -> page(request, "console.html", "'none'", 200));
        on(router, "/embed.js", request -> {
            // It names the files of this very version: one that is a minute old may name some that are gone.
            forAllOrigins(request);
            send(request, "embed.js", REVALIDATE, 200);
        });
        on(router, "/assets/*", this::asset);
    }

    private static void on(Router router, String path, Handler<RoutingContext> handler) {
        router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD).handler(handler);
    }

    /** Of a name that no channel can have, such as one that was copied with the bracket behind it, there is no page. */
    private static void onChannel(Router router, String path, Handler<RoutingContext> handler) {
        on(router, path, request -> {
            if (ChannelName.isValid(request.pathParam("name"))) {
                handler.handle(request);
            } else {
                notFound(request);
            }
        });
    }

    private void asset(RoutingContext request) {
        String path = request.normalizedPath().substring(1);
        if (!ASSET.matcher(path).matches()) {
            notFound(request);
            return;
        }
        forAllOrigins(request);
        send(request, path, HASHED.matcher(path).matches() ? IMMUTABLE : REVALIDATE, 200);
    }

    /** Modules are asked for with CORS when another site's page embeds the player, embed.js without: pages that are isolated want a word for that. */
    private static void forAllOrigins(RoutingContext request) {
        request.response()
                .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*")
                .putHeader(RESOURCE_POLICY, "cross-origin");
    }

    /** A page for frames of other sites, those that are isolated among them. */
    private void embedPage(RoutingContext request) {
        request.response()
                .putHeader("Cross-Origin-Embedder-Policy", "require-corp")
                .putHeader(RESOURCE_POLICY, "cross-origin");
        Set<String> origins = framers.apply(request.pathParam("name"));
        String frameAncestors = origins.isEmpty() ? "*" : "'self' " + String.join(" ", new TreeSet<>(origins));
        page(request, "embed.html", frameAncestors, status(channelExists, request));
    }

    /** A page that says how other sites may show what is watched on it. */
    private void watchPage(RoutingContext request, String file, Predicate<String> exists) {
        boolean there = exists.test(request.pathParam("name"));
        secure(request, "'self'", NO_DEVICES);
        with(request, file, found -> {
            WebFile linked = there ? found.inHead(oEmbed.head(request.request())) : found;
            send(request, linked, REVALIDATE, there ? 200 : 404);
        });
    }

    private static int status(Predicate<String> exists, RoutingContext request) {
        return exists.test(request.pathParam("name")) ? 200 : 404;
    }

    private void page(RoutingContext request, String file, String frameAncestors, int status) {
        page(request, file, frameAncestors, status, NO_DEVICES);
    }

    private void page(RoutingContext request, String file, String frameAncestors, int status, String permissions) {
        secure(request, frameAncestors, permissions);
        send(request, file, REVALIDATE, status);
    }

    private static void secure(RoutingContext request, String frameAncestors, String permissions) {
        request.response()
                .putHeader("Content-Security-Policy", CONTENT_SECURITY + frameAncestors)
                .putHeader("Permissions-Policy", permissions);
    }

    private void send(RoutingContext request, String path, String caching, int status) {
        with(request, path, file -> send(request, file, caching, status));
    }

    private void with(RoutingContext request, String path, Consumer<WebFile> then) {
        WebFile file = kept.get(path);
        if (file != null) {
            then.accept(file);
            return;
        }
        // The answer is the outcome: nobody waits for the future itself.
        vertx.executeBlocking(() -> Optional.ofNullable(WebFile.read(path)))
                .onFailure(request::fail)
                .onSuccess(read -> read.ifPresentOrElse(
                        found -> {
                            kept.put(path, found);
                            then.accept(found);
                        },
                        () -> notFound(request)));
    }

    private static void send(RoutingContext request, WebFile file, String caching, int status) {
        HttpServerResponse response = request.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, file.mediaType())
                .putHeader(HttpHeaders.CACHE_CONTROL, caching)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "strict-origin-when-cross-origin");
        boolean packed = file.gzipped() != null && acceptsGzip(request);
        // A strong tag names the very bytes that are sent, so the compressed ones have their own (RFC 9110 §8.8.3).
        String etag = "\"" + file.etag() + (packed ? "-gz" : "") + "\"";
        response.putHeader(HttpHeaders.ETAG, etag);
        if (file.gzipped() != null) {
            response.putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        }
        if (status == 200 && matches(request.request().getHeader(HttpHeaders.IF_NONE_MATCH), etag)) {
            answered(response.setStatusCode(304).end());
            return;
        }
        if (packed) {
            response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
        }
        answered(response.end(packed && file.gzipped() != null ? file.gzipped() : file.plain()));
    }

    /** Answers 404: a small page to a browser, a problem to a program. */
    static void notFound(RoutingContext request) {
        String accept = request.request().getHeader(HttpHeaders.ACCEPT);
        if (accept == null || !accept.contains("text/html")) {
            ApiProblem.answer(request, ApiProblem.of(404, "There is nothing at this address: check its spelling."));
            return;
        }
        answered(request.response()
                .setStatusCode(404)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader("Content-Security-Policy", NotFoundPage.CONTENT_SECURITY)
                .putHeader("X-Content-Type-Options", "nosniff")
                .end(NotFoundPage.HTML));
    }

    private static boolean acceptsGzip(RoutingContext request) {
        String accepted = request.request().getHeader(HttpHeaders.ACCEPT_ENCODING);
        return accepted != null && accepted.contains("gzip") && !accepted.contains("gzip;q=0");
    }

    private static boolean matches(@Nullable String ifNoneMatch, String etag) {
        return ifNoneMatch != null
                && (ifNoneMatch.contains(etag) || ifNoneMatch.strip().equals("*"));
    }

    /** Whether the browser is still there to read the answer is its own affair. */
    private static void answered(Future<Void> sent) {
        sent.otherwiseEmpty();
    }
}
