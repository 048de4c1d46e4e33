package org.bittube.tracker.app;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.bittube.tracker.http.Problem;
import org.jspecify.annotations.Nullable;

/** Lets requests pass that carry the operator's bearer token (RFC 6750). Keeps a hash of it, never the token. */
final class AdminGate implements Handler<RoutingContext> {
    private static final String SCHEME = "Bearer ";

    private final byte[] tokenHash;

    AdminGate(String token) {
        this.tokenHash = sha256(token);
    }

    @Override
    public void handle(RoutingContext context) {
        if (admits(context.request().getHeader("Authorization"))) {
            context.next();
        } else {
            context.response().putHeader("WWW-Authenticate", "Bearer");
            Problem.answer(
                    context, 401, "Not authorised", "Send the admin token in the header Authorization: Bearer ...");
        }
    }

    /** Compares hashes, which takes the same time wherever the tokens differ. */
    boolean admits(@Nullable String authorization) {
        return authorization != null
                && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && MessageDigest.isEqual(
                        tokenHash,
                        sha256(authorization.substring(SCHEME.length()).strip()));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
