package org.bittube.tracker.connection;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bittube.tracker.message.TurnAccess;

/**
 * TURN servers of the operator, which know the same secret: each member gets a name and a password for a while, made as the draft "A REST API For Access To
 * TURN Services" (draft-uberti-behave-turn-rest-00) says. The secret leaves this class in no form.
 */
public final class TurnServers {
    private static final Pattern URL = Pattern.compile("turns?:[0-9A-Za-z.:\\[\\]_-]{1,260}(\\?transport=(udp|tcp))?");
    private static final String ALGORITHM = "HmacSHA1";
    private static final int MAX_URLS = 8;

    private final List<String> urls;
    private final SecretKeySpec secret;
    private final int ttlSeconds;
    private final LongSupplier unixMillis;

    /**
     * Describes the servers.
     *
     * @param urls 1 to 8 URIs (RFC 7065)
     * @param secret what the servers know, too; not empty
     * @param ttlSeconds how long a name and its password are good for, at least 60
     * @param unixMillis the wall clock, as the servers have it
     * @throws IllegalArgumentException when one of them is not like that; the message does not have the secret
     */
    public TurnServers(List<String> urls, String secret, int ttlSeconds, LongSupplier unixMillis) {
        if (!areUrls(urls)) {
            throw new IllegalArgumentException(
                    "TURN servers are 1 to 8 addresses like turn:host:3478 or turns:host:5349?transport=tcp");
        }
        if (secret.isEmpty()) {
            throw new IllegalArgumentException("TURN servers need the secret that they share with the tracker");
        }
        if (ttlSeconds < 60) {
            throw new IllegalArgumentException("a password for TURN is good for 60 seconds at least");
        }
        this.urls = List.copyOf(urls);
        this.secret = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
        this.ttlSeconds = ttlSeconds;
        this.unixMillis = unixMillis;
    }

    /** Whether these are 1 to 8 addresses of TURN servers. */
    public static boolean areUrls(List<String> urls) {
        return !urls.isEmpty()
                && urls.size() <= MAX_URLS
                && urls.stream().allMatch(url -> URL.matcher(url).matches());
    }

    /** Without the secret: it must not reach a log. */
    @Override
    public String toString() {
        return "TurnServers" + urls;
    }

    /** What a member needs to use them from now on. */
    TurnAccess accessFor(String peerId) {
        String username = unixMillis.getAsLong() / 1000 + ttlSeconds + ":" + peerId;
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            byte[] password = mac.doFinal(username.getBytes(StandardCharsets.US_ASCII));
            return new TurnAccess(urls, username, Base64.getEncoder().encodeToString(password));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA1", e);
        }
    }
}
