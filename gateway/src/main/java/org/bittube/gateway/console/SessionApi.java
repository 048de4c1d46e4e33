package org.bittube.gateway.console;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Set;
import java.util.function.Predicate;
import org.bittube.gateway.api.AdminOnly;
import org.bittube.gateway.api.ApiFailures;
import org.bittube.gateway.api.ApiProblem;
import org.bittube.gateway.api.JsonBody;
import org.bittube.gateway.http.JsonAnswer;
import org.bittube.gateway.http.ShortAddress;
import org.bittube.gateway.session.AdminToken;
import org.bittube.gateway.session.CsrfRule;
import org.bittube.gateway.session.Session;
import org.bittube.gateway.session.SessionCookie;
import org.bittube.gateway.session.Sessions;
import org.bittube.gateway.session.Site;
import org.bittube.gateway.swarm.ViewerAddress;

/** Sign-in and sign-out of the console: docs/protocol.md section 13. Confined to its event loop. */
public final class SessionApi {
    private static final Set<String> FIELDS = Set.of("token");
    private static final int MOST_BYTES = 4_096;

    private final AdminToken token;
    private final Sessions sessions;
    private final Predicate<SocketAddress> isProxy;
    private final ViewerAddress addresses;
    private final Handler<RoutingContext> adminOnly;
    private final JsonObject about;
    private final OperatorLog log;

    /**
     * Answers nothing before {@link #mount}.
     *
     * @param isProxy whether what a connection's other end says of its own clients is true
     * @param addresses tells those apart who guess
     * @param about of this gateway, for whoever is signed in
     */
    public SessionApi(
            AdminToken token,
            Sessions sessions,
            Predicate<SocketAddress> isProxy,
            ViewerAddress addresses,
            Handler<RoutingContext> adminOnly,
            JsonObject about,
            OperatorLog log) {
        this.token = token;
        this.sessions = sessions;
        this.isProxy = isProxy;
        this.addresses = addresses;
        this.adminOnly = adminOnly;
        this.about = about;
        this.log = log;
    }

    /** Adds {@code /api/session}. */
    public void mount(Router router) {
        String path = "/api/session";
        router.post(path)
                .handler(BodyHandler.create(false).setBodyLimit(MOST_BYTES))
                .handler(this::signIn)
                .failureHandler(ApiFailures::answer);
        router.get(path).handler(this::show);
        router.delete(path).handler(adminOnly).handler(this::signOut);
    }

    private void signIn(RoutingContext context) {
        HttpServerRequest request = context.request();
        Site site = Site.of(request, isProxy);
        if (!CsrfRule.isOwn(request.getHeader("Origin"), site)) {
            ApiProblem.answer(context, ApiProblem.of(403, "Sign in on the console's own page, /console."));
            return;
        }
        String given = JsonBody.of(context, FIELDS).text("token");
        String address = addresses.of(request);
        long waitMillis = token.waitMillis(address);
        if (waitMillis > 0) {
            ApiProblem.answer(context, AdminOnly.tooOften(waitMillis));
        } else if (token.isShownBy(address, given)) {
            sessions.close(SessionCookie.of(request));
            log.add(LogKind.SIGNED_IN, null, "Somebody at " + ShortAddress.of(address) + " signed in.");
            SessionCookie.give(context.response(), sessions.open(), site.secure());
            done(context);
        } else {
            log.add(
                    LogKind.SIGN_IN_REFUSED,
                    null,
                    "Somebody at " + ShortAddress.of(address) + " wanted to sign in with a wrong token.");
            ApiProblem.answer(
                    context,
                    ApiProblem.of(
                            401,
                            "This is not the admin token: it is the one that BitTube printed at its first start."));
        }
    }

    private void show(RoutingContext context) {
        Session session = sessions.use(SessionCookie.of(context.request()));
        if (session == null) {
            // Not a refusal: the console asks at its every start, and browsers write each 401 down as an error.
            done(context);
            return;
        }
        JsonAnswer.send(
                context.response(), about.copy().put("csrf", session.csrf()).encode());
    }

    private void signOut(RoutingContext context) {
        sessions.close(SessionCookie.of(context.request()));
        SessionCookie.take(
                context.response(), Site.of(context.request(), isProxy).secure());
        done(context);
    }

    private static void done(RoutingContext context) {
        // Whether the browser still hears it is its own affair: the future is dropped.
        context.response()
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .setStatusCode(204)
                .end();
    }
}
