package org.bittube.tracker.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** With what the tokens of a group are checked. The algorithm is a matter of the key, never of a token's header. */
public sealed interface TokenKey {
    /** As {@code alg} of a token's header has it (RFC 7518, RFC 8037). */
    String algorithm();

    /** Whether the signature is this key's, over those bytes. A signature of another length is not looked at. */
    boolean verifies(byte[] signed, byte[] signature);

    /**
     * A secret that the site's back end shares with whoever checks its tokens: who can check them can make them.
     *
     * @param secret its UTF-8 is the key; RFC 7518 §3.2 asks for 32 bytes at least
     */
    record Hs256(String secret) implements TokenKey {
        static final int LEAST = 32;
        static final int MOST = 512;
        private static final int SIGNATURE_BYTES = 32;
        private static final String MAC = "HmacSHA256";

        public Hs256 {
            if (secret.length() < LEAST
                    || secret.length() > MOST
                    || !secret.chars().allMatch(c -> c > ' ' && c <= '~')) {
                throw new IllegalArgumentException(
                        "A secret has " + LEAST + " to " + MOST + " printable ASCII characters without spaces.");
            }
        }

        @Override
        public String algorithm() {
            return "HS256";
        }

        @Override
        public boolean verifies(byte[] signed, byte[] signature) {
            return signature.length == SIGNATURE_BYTES && MessageDigest.isEqual(signature(signed), signature);
        }

        /** What {@link #verifies} takes for those bytes. */
        byte[] signature(byte[] signed) {
            try {
                Mac mac = Mac.getInstance(MAC);
                mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.US_ASCII), MAC));
                return mac.doFinal(signed);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java platform has " + MAC, e);
            }
        }

        /** Without the secret: it must not reach a log. */
        @Override
        public String toString() {
            return "Hs256[]";
        }
    }

    /**
     * The public half of a pair whose private half never leaves the site's back end.
     *
     * @param publicKey 32 bytes in base64url without padding, {@code x} of a JSON Web Key
     */
    record EdDsa(String publicKey) implements TokenKey {
        private static final int KEY_BYTES = 32;
        private static final int SIGNATURE_BYTES = 64;
        private static final String ED25519 = "Ed25519";
        /** SubjectPublicKeyInfo of RFC 8410 up to the key's bytes. */
        private static final byte[] PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

        public EdDsa {
            key(publicKey);
        }

        @Override
        public String algorithm() {
            return "EdDSA";
        }

        @Override
        public boolean verifies(byte[] signed, byte[] signature) {
            if (signature.length != SIGNATURE_BYTES) {
                return false;
            }
            try {
                Signature check = Signature.getInstance(ED25519);
                check.initVerify(key(publicKey));
                check.update(signed);
                return check.verify(signature);
            } catch (GeneralSecurityException e) {
                return false;
            }
        }

        private static PublicKey key(String text) {
            try {
                byte[] raw = Base64.getUrlDecoder().decode(text);
                if (raw.length == KEY_BYTES
                        && Base64.getUrlEncoder()
                                .withoutPadding()
                                .encodeToString(raw)
                                .equals(text)) {
                    byte[] encoded = new byte[PREFIX.length + KEY_BYTES];
                    System.arraycopy(PREFIX, 0, encoded, 0, PREFIX.length);
                    System.arraycopy(raw, 0, encoded, PREFIX.length, KEY_BYTES);
                    return KeyFactory.getInstance(ED25519).generatePublic(new X509EncodedKeySpec(encoded));
                }
            } catch (IllegalArgumentException | GeneralSecurityException e) {
                // Said below.
            }
            throw new IllegalArgumentException("A public key is the 32 bytes of an Ed25519 key in base64url.");
        }
    }
}
