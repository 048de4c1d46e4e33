package org.bittube.tracker.app;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.bittube.tracker.http.Problem;
import org.jspecify.annotations.Nullable;

/** Lets requests pass that carry one of the operator's bearer tokens (RFC 6750). Keeps hashes of them, never a token. */
final class AdminGate implements Handler<RoutingContext> {
    private static final String SCHEME = "Bearer ";

    private final List<byte[]> tokenHashes;
    private final String advice;

    AdminGate(String token) {
        this("Send the admin token in the header Authorization: Bearer ...", List.of(token));
    }

    private AdminGate(String advice, List<String> tokens) {
        this.advice = advice;
        this.tokenHashes = tokens.stream().map(AdminGate::sha256).toList();
    }

    /** For gateways: with their key, where there is one, or the admin token. */
    static AdminGate forGateways(String adminToken, @Nullable String gatewayKey) {
        return new AdminGate(
                "Send the tracker's gateway key in the header Authorization: Bearer ...",
                gatewayKey == null ? List.of(adminToken) : List.of(adminToken, gatewayKey));
    }

    /** For whoever reads the metrics. */
    static AdminGate forMetrics(String token) {
        return new AdminGate("Send the metrics token in the header Authorization: Bearer ...", List.of(token));
    }

    @Override
    public void handle(RoutingContext context) {
        if (admits(context.request().getHeader("Authorization"))) {
            context.next();
        } else {
            context.response().putHeader("WWW-Authenticate", "Bearer");
            Problem.answer(context, 401, "Not authorised", advice);
        }
    }

    /** Compares hashes, which takes the same time wherever the tokens differ. */
    boolean admits(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return false;
        }
        byte[] given = sha256(authorization.substring(SCHEME.length()).strip());
        return tokenHashes.stream().anyMatch(hash -> MessageDigest.isEqual(hash, given));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
