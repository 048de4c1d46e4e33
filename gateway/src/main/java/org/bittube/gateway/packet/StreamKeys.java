package org.bittube.gateway.packet;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import org.bittube.gateway.encoding.Base64Url;

/**
 * A channel's Ed25519 key pair (RFC 8032). Made once in a channel's life; what is stored is the raw public key and the
 * private key in PKCS#8 (RFC 8410). The private key is in no text that this class makes.
 */
public final class StreamKeys {
    /** Length of a raw public key. */
    public static final int PUBLIC_KEY_BYTES = 32;

    private static final String ALGORITHM = "Ed25519";
    /** SubjectPublicKeyInfo of RFC 8410 up to the 32 key bytes. */
    private static final byte[] PUBLIC_KEY_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");
    /** PrivateKeyInfo of RFC 8410 up to the 32 seed bytes. */
    private static final byte[] PRIVATE_KEY_PREFIX = HexFormat.of().parseHex("302e020100300506032b657004220420");

    private final byte[] publicKey;
    private final PrivateKey privateKey;

    private StreamKeys(byte[] publicKey, PrivateKey privateKey) {
        this.publicKey = publicKey;
        this.privateKey = privateKey;
    }

    /** A new key pair. */
    public static StreamKeys generate(SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
            generator.initialize(NamedParameterSpec.ED25519, random);
            KeyPair pair = generator.generateKeyPair();
            return new StreamKeys(raw(pair.getPublic()), pair.getPrivate());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no Ed25519", e);
        }
    }

    /**
     * Stored keys.
     *
     * @param publicKey 32 raw bytes
     * @param privateKeyPkcs8 as given by {@link #privateKeyPkcs8()}
     * @throws IllegalArgumentException when either is no Ed25519 key
     */
    public static StreamKeys of(byte[] publicKey, byte[] privateKeyPkcs8) {
        publicKeyOf(publicKey);
        try {
            PrivateKey key =
                    KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(privateKeyPkcs8));
            return new StreamKeys(publicKey.clone(), key);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not an Ed25519 private key in PKCS#8", e);
        }
    }

    /** PKCS#8 of a 32-byte seed as RFC 8032 and the golden vectors write it. */
    static byte[] pkcs8OfSeed(byte[] seed) {
        byte[] encoded = Arrays.copyOf(PRIVATE_KEY_PREFIX, PRIVATE_KEY_PREFIX.length + seed.length);
        System.arraycopy(seed, 0, encoded, PRIVATE_KEY_PREFIX.length, seed.length);
        return encoded;
    }

    /** @throws IllegalArgumentException when the 32 bytes are no Ed25519 public key */
    static PublicKey publicKeyOf(byte[] raw) {
        if (raw.length != PUBLIC_KEY_BYTES) {
            throw new IllegalArgumentException("an Ed25519 public key has 32 bytes, not " + raw.length);
        }
        byte[] encoded = Arrays.copyOf(PUBLIC_KEY_PREFIX, PUBLIC_KEY_PREFIX.length + raw.length);
        System.arraycopy(raw, 0, encoded, PUBLIC_KEY_PREFIX.length, raw.length);
        try {
            return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not an Ed25519 public key", e);
        }
    }

    private static byte[] raw(PublicKey key) {
        byte[] encoded = key.getEncoded();
        return Arrays.copyOfRange(encoded, encoded.length - PUBLIC_KEY_BYTES, encoded.length);
    }

    /** 32 raw bytes; a copy. */
    public byte[] publicKey() {
        return publicKey.clone();
    }

    /** The form in which pages and the tracker get the public key: base64url without padding. */
    public String publicKeyBase64Url() {
        return Base64Url.encode(publicKey);
    }

    /** The private key to store: PKCS#8, a copy. Secret. */
    public byte[] privateKeyPkcs8() {
        return privateKey.getEncoded();
    }

    /** Signs a text that begins with a context of its own kind, so that no signature can pass for one of another kind. */
    public byte[] sign(byte[] text) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(privateKey);
            signature.update(text);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("signing failed", e);
        }
    }

    /** Whether that key made this signature; a key or a signature that is none at all made nothing. */
    public static boolean verifies(byte[] publicKey, byte[] text, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance(ALGORITHM);
            verifier.initVerify(publicKeyOf(publicKey));
            verifier.update(text);
            return verifier.verify(signature);
        } catch (IllegalArgumentException | InvalidKeyException | SignatureException malformed) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java does not verify Ed25519", e);
        }
    }

    PrivateKey privateKey() {
        return privateKey;
    }

    @Override
    public String toString() {
        return "StreamKeys[" + publicKeyBase64Url() + "]";
    }
}
