package org.bittube.tracker.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Says whether a policy lets somebody in. Remembers the tokens that it found genuine, by their hashes, for a player shows its own with every request; slows
 * addresses that show others. Confined to its event loop.
 */
public final class Doorkeeper {
    /** How far the clock of who made a token may be off. */
    static final int SKEW_SECONDS = 30;

    static final int FREE_GUESSES = 50;
    /** After so long, who was wrong too often may try once more. */
    public static final long MILLIS_PER_GUESS = 500;

    static final int MOST_REMEMBERED = 20_000;

    private static final Denial NO_TOKEN = new Denial(
            Denial.Reason.TOKEN, "This channel is for invited viewers: open it with the link you were given.");
    private static final Denial EXPIRED =
            new Denial(Denial.Reason.EXPIRED, "Your invitation is not good any more, or not yet: get a new link.");
    private static final Denial ORIGIN =
            new Denial(Denial.Reason.ORIGIN, "This site may not show the channel: watch it where it comes from.");
    private static final Denial RATE =
            new Denial(Denial.Reason.RATE, "Too many wrong tokens came from your address: wait a little.");
    /** For whoever comes when as many are in as may be. */
    public static final Denial FULL =
            new Denial(Denial.Reason.FULL, "As many watch this channel as may: try again later.");

    private final LongSupplier unixMillis;
    private final WrongTokens wrongTokens;
    private final LinkedHashMap<Shown, TokenClaims> genuine = new LinkedHashMap<>(16, 0.75f, true);

    /** A token, by its hash, and the key that it was checked with. */
    private record Shown(TokenKey key, String hash) {}

    /**
     * Knows nobody.
     *
     * @param unixMillis the wall clock, by which tokens end
     * @param clockMillis any clock that never goes back
     */
    public Doorkeeper(LongSupplier unixMillis, LongSupplier clockMillis) {
        this.unixMillis = unixMillis;
        this.wrongTokens = new WrongTokens(FREE_GUESSES, MILLIS_PER_GUESS, clockMillis);
    }

    /** Why not; empty when the visitor may watch. */
    public Optional<Denial> denial(GroupPolicy policy, Visitor visitor, Moment moment) {
        if (!policy.origins().isEmpty()
                && visitor.origin().isPresent()
                && !policy.origins().contains(visitor.origin().get())) {
            return Optional.of(ORIGIN);
        }
        return policy.forTokens() ? denial(policy, visitor, Right.WATCH, moment) : Optional.empty();
    }

    /** Whether the token is as good as the key for publishing in this group. Whoever asks slows those who guess. */
    public boolean mayPost(GroupPolicy policy, String group, String token) {
        TokenKey key = policy.key();
        if (!policy.postByToken() || key == null) {
            return false;
        }
        return TokenReader.read(token, key)
                .filter(claims -> claims.grants(Right.POST, group) && isTime(claims, Moment.COMES))
                .isPresent();
    }

    private Optional<Denial> denial(GroupPolicy policy, Visitor visitor, Right right, Moment moment) {
        String token = visitor.token().orElse("");
        TokenKey key = policy.key();
        if (token.isEmpty() || token.length() > TokenReader.MOST_LENGTH || key == null) {
            return Optional.of(NO_TOKEN);
        }
        Shown shown = new Shown(key, sha256(token));
        TokenClaims claims = genuine.get(shown);
        if (claims == null) {
            if (wrongTokens.waitMillis(visitor.network()) > 0) {
                return Optional.of(RATE);
            }
            Optional<TokenClaims> read = TokenReader.read(token, key);
            if (read.isEmpty()) {
                wrongTokens.wrong(visitor.network());
                return Optional.of(NO_TOKEN);
            }
            claims = read.get();
            remember(shown, claims);
        }
        if (!claims.grants(right, visitor.group())) {
            return Optional.of(NO_TOKEN);
        }
        return isTime(claims, moment) ? Optional.empty() : Optional.of(EXPIRED);
    }

    private boolean isTime(TokenClaims claims, Moment moment) {
        long now = Math.floorDiv(unixMillis.getAsLong(), 1_000);
        return now + SKEW_SECONDS >= claims.fromSeconds() && now - moment.secondsPast() < claims.untilSeconds();
    }

    private void remember(Shown shown, TokenClaims claims) {
        genuine.put(shown, claims);
        if (genuine.size() > MOST_REMEMBERED) {
            Map.Entry<Shown, TokenClaims> oldest = genuine.entrySet().iterator().next();
            genuine.remove(oldest.getKey());
        }
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
