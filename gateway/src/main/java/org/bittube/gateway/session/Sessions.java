package org.bittube.gateway.session;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.bittube.gateway.secret.Secret;
import org.jspecify.annotations.Nullable;

/**
 * Browsers that are signed in, in memory only, each known by the hash of its cookie. A session ends {@value #LIFE_MILLIS} ms after its last use, at its sign-out,
 * with the process, and when there are more than {@value #MOST} and it is the one not used for the longest time. Confined to its event loop.
 */
public final class Sessions {
    static final int MOST = 64;
    static final long LIFE_MILLIS = 12 * 3_600_000;

    private static final int COOKIE_CHARACTERS = 43;

    private final Consumer<byte[]> random;
    private final LongSupplier clockMillis;

    /** In the order of their last use. */
    private final Map<String, Session> byHash = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * Knows none.
     *
     * @param random fills an array with bytes that nobody can foretell
     * @param clockMillis any clock that never goes back
     */
    public Sessions(Consumer<byte[]> random, LongSupplier clockMillis) {
        this.random = random;
        this.clockMillis = clockMillis;
    }

    /** Begins one; the text is for the cookie, and is not kept. */
    public String open() {
        forgetOld();
        String cookie = Secret.newText(random);
        byHash.put(key(cookie), new Session(Secret.newText(random), clockMillis.getAsLong()));
        if (byHash.size() > MOST) {
            Iterator<String> oldest = byHash.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
        return cookie;
    }

    /** The session of a cookie, which this uses; null when there is none or it is over. */
    public @Nullable Session use(@Nullable String cookie) {
        forgetOld();
        if (cookie == null || cookie.length() != COOKIE_CHARACTERS) {
            return null;
        }
        Session session = byHash.get(key(cookie));
        if (session != null) {
            session.used(clockMillis.getAsLong());
        }
        return session;
    }

    /** Whether it is still one. */
    public boolean isOpen(Session session) {
        forgetOld();
        return byHash.containsValue(session);
    }

    /** Ends one; nothing when there is none. */
    public void close(@Nullable String cookie) {
        if (cookie != null) {
            byHash.remove(key(cookie));
        }
    }

    private void forgetOld() {
        long now = clockMillis.getAsLong();
        byHash.values().removeIf(session -> now - session.usedMillis() >= LIFE_MILLIS);
    }

    /** As a key in a map a hash tells nothing by the time that looking it up takes. */
    private static String key(String cookie) {
        return Secret.ofText(cookie).hashText();
    }
}
