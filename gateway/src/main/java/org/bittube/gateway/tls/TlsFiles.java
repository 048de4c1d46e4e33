package org.bittube.gateway.tls;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.X509KeyManager;

/**
 * Where certificate and key stand, as PEM.
 *
 * @param certificate with those between it and its authority behind it
 * @param key without a password
 */
public record TlsFiles(Path certificate, Path key) {
    private static final long MOST_BYTES = 1 << 20;
    private static final byte[] PROBE = "probe".getBytes(StandardCharsets.US_ASCII);

    /**
     * What stands there now. Two that were read are equal when the files hold the same. Blocking.
     *
     * @throws TlsException when a file is missing or is not what it should be, or when the two do not belong together
     */
    public PemKeyCertOptions read(Vertx vertx) {
        PemKeyCertOptions options = new PemKeyCertOptions()
                .setCertValue(contents(certificate, "tls-certificate"))
                .setKeyValue(contents(key, "tls-key"));
        X509KeyManager manager = manager(vertx, options);
        try {
            if (!belongTogether(manager)) {
                throw new TlsException("The key " + key + " is not that of the certificate " + certificate
                        + ": check tls-certificate and tls-key.");
            }
        } catch (GeneralSecurityException e) {
            throw new TlsException(unreadable(), e);
        }
        return options;
    }

    private static Buffer contents(Path file, String setting) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new TlsException("The file " + file + " is too large for a PEM file: check " + setting + ".");
            }
            return Buffer.buffer(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            throw new TlsException("There is no file " + file + ": check " + setting + ".", e);
        } catch (IOException e) {
            throw new TlsException(
                    "The file " + file + " cannot be read (" + e.getClass().getSimpleName() + "): check " + setting
                            + " and who may read it.",
                    e);
        }
    }

    private X509KeyManager manager(Vertx vertx, PemKeyCertOptions options) {
        KeyManager[] managers;
        try {
            managers = options.getKeyManagerFactory(vertx).getKeyManagers();
        } catch (Exception e) {
            // Whatever the parser throws, it means the same.
            throw new TlsException(unreadable(), e);
        }
        if (managers.length == 1 && managers[0] instanceof X509KeyManager manager) {
            return manager;
        }
        throw new TlsException(unreadable());
    }

    private String unreadable() {
        return "The files " + certificate + " and " + key
                + " are no certificate and key in PEM (the key without a password): check tls-certificate and tls-key.";
    }

    private static boolean belongTogether(X509KeyManager manager) throws GeneralSecurityException {
        for (String algorithm : new String[] {"EC", "RSA", "EdDSA"}) {
            String alias = manager.chooseServerAlias(algorithm, null, null);
            X509Certificate[] chain = alias == null ? null : manager.getCertificateChain(alias);
            PrivateKey secret = alias == null ? null : manager.getPrivateKey(alias);
            if (chain != null && secret != null) {
                return secret.getAlgorithm().equals(chain[0].getPublicKey().getAlgorithm())
                        && isKeyOf(chain[0], secret);
            }
        }
        return false;
    }

    private static boolean isKeyOf(X509Certificate certificate, PrivateKey secret) throws GeneralSecurityException {
        String algorithm =
                switch (secret.getAlgorithm()) {
                    case "EC" -> "SHA256withECDSA";
                    case "RSA" -> "SHA256withRSA";
                    default -> secret.getAlgorithm();
                };
        Signature signer = Signature.getInstance(algorithm);
        signer.initSign(secret);
        signer.update(PROBE);
        byte[] signature = signer.sign();
        Signature verifier = Signature.getInstance(algorithm);
        verifier.initVerify(certificate.getPublicKey());
        verifier.update(PROBE);
        return verifier.verify(signature);
    }
}
