package org.bittube.gateway.session;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;

/** The cookie of a session (RFC 6265): until the browser is closed, for no script and no other site. */
public final class SessionCookie {
    private static final String NAME = "bittube_session";

    private SessionCookie() {}

    /** Null when the request has none. */
    public static @Nullable String of(HttpServerRequest request) {
        Cookie cookie = request.getCookie(NAME);
        return cookie == null ? null : cookie.getValue();
    }

    /** Sets it; {@code secure}: the browser is to send it over HTTPS only. */
    public static void give(HttpServerResponse response, String value, boolean secure) {
        response.addCookie(cookie(value, secure));
    }

    /** Has the browser forget it. */
    public static void take(HttpServerResponse response, boolean secure) {
        response.addCookie(cookie("", secure).setMaxAge(0));
    }

    private static Cookie cookie(String value, boolean secure) {
        return Cookie.cookie(NAME, value)
                .setHttpOnly(true)
                .setSameSite(CookieSameSite.STRICT)
                .setPath("/")
                .setSecure(secure);
    }
}
