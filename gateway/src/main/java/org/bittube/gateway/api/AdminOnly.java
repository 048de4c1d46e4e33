package org.bittube.gateway.api;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.function.LongSupplier;
import org.bittube.gateway.http.BearerToken;
import org.bittube.gateway.http.Problem;
import org.bittube.gateway.http.WrongTokens;
import org.bittube.gateway.secret.Secret;
import org.bittube.gateway.swarm.ViewerAddress;

/** Lets a request pass that carries the operator's token as a bearer token (RFC 6750 §2.1). Confined to its event loop. */
public final class AdminOnly implements Handler<RoutingContext> {

    private static final int FREE_GUESSES = 10;
    private static final long MILLIS_PER_GUESS = 6_000;

    private final Secret token;
    private final WrongTokens wrongTokens;

    /** @param clockMillis any clock that never goes back, in milliseconds */
    public AdminOnly(Secret token, LongSupplier clockMillis) {
        this.token = token;
        this.wrongTokens = new WrongTokens(FREE_GUESSES, MILLIS_PER_GUESS, clockMillis);
    }

    @Override
    public void handle(RoutingContext request) {
        String address = ViewerAddress.of(request.request());
        long waitMillis = wrongTokens.waitMillis(address);
        if (waitMillis > 0) {
            String detail = "Too many wrong tokens came from your address: wait for the time in Retry-After.";
            ApiProblem.answer(request, Problem.temporary(429, "Too many requests", detail, waitMillis));
            return;
        }
        String given = BearerToken.of(request.request());
        if (given != null && token.matches(given)) {
            request.next();
            return;
        }
        if (given != null) {
            wrongTokens.wrong(address);
        }
        request.response().putHeader("WWW-Authenticate", given == null ? "Bearer" : "Bearer error=\"invalid_token\"");
        String detail = "Send the admin token that BitTube printed at its first start: Authorization: Bearer TOKEN.";
        ApiProblem.answer(request, ApiProblem.of(401, detail));
    }
}
