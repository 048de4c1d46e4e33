package org.bittube.gateway.api;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Predicate;
import org.bittube.gateway.http.BearerToken;
import org.bittube.gateway.http.Problem;
import org.bittube.gateway.session.AdminToken;
import org.bittube.gateway.session.CsrfRule;
import org.bittube.gateway.session.Session;
import org.bittube.gateway.session.SessionCookie;
import org.bittube.gateway.session.Sessions;
import org.bittube.gateway.session.Site;
import org.bittube.gateway.swarm.ViewerAddress;

/**
 * Lets a request pass that carries the operator's token as a bearer token (RFC 6750 §2.1), or the cookie of a session that began with it. Confined to its event
 * loop.
 */
public final class AdminOnly implements Handler<RoutingContext> {

    private final AdminToken token;
    private final Sessions sessions;
    private final Predicate<SocketAddress> isProxy;
    private final ViewerAddress addresses;

    /**
     * A door for requests.
     *
     * @param isProxy whether what a connection's other end says of its own clients is true
     * @param addresses tells those apart who guess
     */
    public AdminOnly(AdminToken token, Sessions sessions, Predicate<SocketAddress> isProxy, ViewerAddress addresses) {
        this.token = token;
        this.sessions = sessions;
        this.isProxy = isProxy;
        this.addresses = addresses;
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        String given = BearerToken.of(request);
        Session session = given == null ? sessions.use(SessionCookie.of(request)) : null;
        if (session != null) {
            String refusal = CsrfRule.refusal(
                    request.method().name(),
                    request.getHeader("Origin"),
                    Site.of(request, isProxy),
                    request.getHeader(CsrfRule.HEADER),
                    session);
            if (refusal == null) {
                context.next();
            } else {
                ApiProblem.answer(context, ApiProblem.of(403, refusal));
            }
            return;
        }
        String address = addresses.of(request);
        long waitMillis = token.waitMillis(address);
        if (waitMillis > 0) {
            ApiProblem.answer(context, tooOften(waitMillis));
            return;
        }
        if (given != null && token.isShownBy(address, given)) {
            context.next();
            return;
        }
        context.response().putHeader("WWW-Authenticate", given == null ? "Bearer" : "Bearer error=\"invalid_token\"");
        String detail = "Send the admin token that BitTube printed at its first start: Authorization: Bearer TOKEN.";
        ApiProblem.answer(context, ApiProblem.of(401, detail));
    }

    /** For an address whose next token is not looked at yet. */
    public static Problem tooOften(long waitMillis) {
        String detail = "Too many wrong tokens came from your address: wait for the time in Retry-After.";
        return Problem.temporary(429, "Too many requests", detail, waitMillis);
    }
}
