package org.bittube.gateway.app;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The back end of a site that invites viewers. */
final class SiteTokens {
    static final String SECRET = "a-secret-of-at-least-32-characters";

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private SiteTokens() {}

    /** Good until so many seconds from now on. */
    static String token(String group, String right, int seconds) {
        String signed = signed("HS256", group, right, seconds);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return signed + "." + BASE64.encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** The same with a pair of keys. */
    static String token(KeyPair pair, String group, String right, int seconds) {
        String signed = signed("EdDSA", group, right, seconds);
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(pair.getPrivate());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** A policy for tokens that this pair has signed. */
    static String policy(KeyPair pair) {
        byte[] encoded = pair.getPublic().getEncoded();
        String key = BASE64.encodeToString(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
        return "{\"access\":\"token\",\"key\":{\"algorithm\":\"EdDSA\",\"publicKey\":\"" + key + "\"}}";
    }

    private static String signed(String algorithm, String group, String right, int seconds) {
        String claims = "{\"group\":\"%s\",\"exp\":%d,\"rights\":[\"%s\"]}"
                .formatted(group, System.currentTimeMillis() / 1_000 + seconds, right);
        return text("{\"alg\":\"" + algorithm + "\",\"typ\":\"JWT\"}") + "." + text(claims);
    }

    private static String text(String json) {
        return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
