package org.bittube.gateway.session;

import java.util.function.LongSupplier;
import org.bittube.gateway.secret.Secret;
import org.bittube.tracker.access.WrongTokens;

/** The operator's token, and the count of those who guess it, whichever way they show it. Confined to its event loop. */
public final class AdminToken {
    private static final int FREE_GUESSES = 10;
    private static final long MILLIS_PER_GUESS = 6_000;

    private final Secret token;
    private final WrongTokens wrongTokens;

    /** @param clockMillis any clock that never goes back, in milliseconds */
    public AdminToken(Secret token, LongSupplier clockMillis) {
        this.token = token;
        this.wrongTokens = new WrongTokens(FREE_GUESSES, MILLIS_PER_GUESS, clockMillis);
    }

    /** How long the address must wait before its next token is looked at; 0: not at all. */
    public long waitMillis(String address) {
        return wrongTokens.waitMillis(address);
    }

    /** Whether it is the one; a wrong one counts against the address. To be asked only when that need not wait. */
    public boolean isShownBy(String address, String given) {
        boolean right = token.matches(given);
        if (!right) {
            wrongTokens.wrong(address);
        }
        return right;
    }
}
