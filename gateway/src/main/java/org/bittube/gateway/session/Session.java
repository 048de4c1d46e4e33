package org.bittube.gateway.session;

import org.bittube.gateway.secret.Secret;

/** A browser that is signed in. Over when {@link Sessions} says so. Confined to its event loop. */
public final class Session {
    private final String csrf;
    private final Secret csrfHash;
    private long usedMillis;

    Session(String csrf, long nowMillis) {
        this.csrf = csrf;
        this.csrfHash = Secret.ofText(csrf);
        this.usedMillis = nowMillis;
    }

    /** What requests that change something must bring in {@value CsrfRule#HEADER}: the page knows it, other sites' pages do not. */
    public String csrf() {
        return csrf;
    }

    /** Compares in a time that does not tell how much of it is right. */
    boolean isCsrf(String given) {
        return csrfHash.matches(given);
    }

    long usedMillis() {
        return usedMillis;
    }

    void used(long nowMillis) {
        usedMillis = nowMillis;
    }
}
