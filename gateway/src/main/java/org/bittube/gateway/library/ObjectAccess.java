package org.bittube.gateway.library;

import java.util.function.LongSupplier;
import org.bittube.db.objects.ObjectRecord;
import org.bittube.gateway.secret.Secret;
import org.bittube.tracker.access.WrongTokens;

/**
 * Says who may have an object: everybody, or whoever knows its token. Slows those who guess; but a page that was left open with an old
 * token is not to shut out those who share its address, so an address may be wrong more often than the operator's. Confined to its event loop.
 */
public final class ObjectAccess {
    static final int FREE_GUESSES = 50;
    static final long MILLIS_PER_GUESS = 500;

    private final WrongTokens wrongTokens;

    /** @param clockMillis any clock that never goes back */
    public ObjectAccess(LongSupplier clockMillis) {
        wrongTokens = new WrongTokens(FREE_GUESSES, MILLIS_PER_GUESS, clockMillis);
    }

    /** What comes of a request. */
    public enum Verdict {
        GRANTED,
        /** The token is missing or another one. */
        DENIED,
        /** The token was not looked at: too many wrong ones came from there. */
        TOO_OFTEN
    }

    /**
     * Whether somebody may have this object.
     *
     * @param token empty when none was given
     * @param from where the request comes from
     */
    public Verdict of(ObjectRecord object, String token, String from) {
        String hash = object.tokenHash();
        if (hash == null) {
            return Verdict.GRANTED;
        }
        if (token.isEmpty()) {
            return Verdict.DENIED;
        }
        if (waitMillis(from) > 0) {
            return Verdict.TOO_OFTEN;
        }
        if (new Secret(hash).matches(token)) {
            return Verdict.GRANTED;
        }
        wrongTokens.wrong(from);
        return Verdict.DENIED;
    }

    /** How long no token from there is looked at; 0: the next one is. */
    public long waitMillis(String from) {
        return wrongTokens.waitMillis(from);
    }
}
