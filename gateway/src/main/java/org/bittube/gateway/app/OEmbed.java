package org.bittube.gateway.app;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import org.bittube.gateway.api.ApiProblem;
import org.bittube.gateway.http.CrossOrigin;
import org.bittube.gateway.http.Problem;
import org.bittube.gateway.session.Site;
import org.jspecify.annotations.Nullable;

/** Tells other sites how to show a channel or a video of this one, given the address of its page (oEmbed 1.0). Confined to its event loop. */
final class OEmbed {
    private static final String PATH = "/oembed";
    private static final int WIDTH = 640;
    private static final int LEAST = 120;
    private static final int MOST = 4_096;

    private final Predicate<SocketAddress> isProxy;
    private final Function<WatchAddress, @Nullable String> titleOf;

    /**
     * Answers nothing before {@link #mount}.
     *
     * @param isProxy whether what a connection's other end says of its own clients is true
     * @param titleOf what people call it; null when there is no such thing for everybody
     */
    OEmbed(Predicate<SocketAddress> isProxy, Function<WatchAddress, @Nullable String> titleOf) {
        this.isProxy = isProxy;
        this.titleOf = titleOf;
    }

    void mount(Router router) {
        router.get(PATH).handler(this::answer);
    }

    /** What a page has in its head for other sites: where the answer for it is, and what is watched on it; nothing where that is not for everybody. */
    String head(HttpServerRequest request) {
        Site site = Site.of(request, isProxy);
        String origin = (site.secure() ? "https://" : "http://") + site.authority();
        String page = origin + request.path();
        String link = "<link rel=\"alternate\" type=\"application/json+oembed\" href=\""
                + escaped(origin + PATH + "?format=json&url=" + URLEncoder.encode(page, StandardCharsets.UTF_8))
                + "\" />";
        WatchAddress address = WatchAddress.of(page, site).orElse(null);
        String title = address == null ? null : titleOf.apply(address);
        return title == null ? "" : link + meta("og:site_name", "BitTube") + meta("og:title", title);
    }

    /** An element of the Open Graph protocol, which messengers read when somebody sends a link. */
    private static String meta(String property, String content) {
        return "<meta property=\"" + property + "\" content=\"" + escaped(content) + "\" />";
    }

    private void answer(RoutingContext context) {
        HttpServerRequest request = context.request();
        String format = Objects.requireNonNullElse(request.getParam("format"), "json");
        if (!format.equals("json")) {
            ApiProblem.answer(context, Problem.of(501, "Not implemented", "There is this answer in format=json only."));
            return;
        }
        WatchAddress address = WatchAddress.of(
                        Objects.requireNonNullElse(request.getParam("url"), ""), Site.of(request, isProxy))
                .orElse(null);
        String title = address == null ? null : titleOf.apply(address);
        if (address == null || title == null) {
            ApiProblem.answer(
                    context,
                    ApiProblem.of(
                            404, "Give as url the address of a page of this site on which something is watched."));
            return;
        }
        int width = Math.min(WIDTH, limit(request.getParam("maxwidth")));
        int height = width * 9 / 16;
        int highest = limit(request.getParam("maxheight"));
        if (height > highest) {
            height = highest;
            width = height * 16 / 9;
        }
        JsonObject json = new JsonObject()
                .put("version", "1.0")
                .put("type", "video")
                .put("provider_name", "BitTube")
                .put("provider_url", address.origin() + "/")
                .put("title", title)
                .put("width", width)
                .put("height", height)
                .put("html", address.isObject() ? element(address) : frame(address, title, width, height));
        // Whether the other site still hears it is its own affair: the future is dropped.
        CrossOrigin.allow(context.response())
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "public, max-age=60")
                .end(json.toBuffer());
    }

    private static String frame(WatchAddress address, String title, int width, int height) {
        return "<iframe src=\"" + escaped(address.origin() + "/embed/" + address.name()) + "\" width=\"" + width
                + "\" height=\"" + height + "\" title=\"" + escaped(title)
                + "\" allow=\"autoplay; fullscreen; picture-in-picture\" style=\"border:0\"></iframe>";
    }

    /** Pages of objects are in no other site's frame. */
    private static String element(WatchAddress address) {
        return "<script src=\"" + escaped(address.origin() + "/embed.js")
                + "\" async></script><bittube-player object=\"" + address.name() + "\" controls></bittube-player>";
    }

    private static int limit(@Nullable String given) {
        return given != null && given.matches("[0-9]{1,5}") ? Math.max(LEAST, Integer.parseInt(given)) : MOST;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("\"", "&quot;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
    }
}
