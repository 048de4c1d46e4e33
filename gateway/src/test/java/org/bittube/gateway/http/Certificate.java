package org.bittube.gateway.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.JksOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;

/** A certificate that signed itself, with its key (RFC 5280, written by hand: the JDK makes them by another program only). */
public final class Certificate {
    private static final String PASSWORD = "only-for-tests";
    private static final Buffer ECDSA_WITH_SHA256 = sequence(oid(0x2A, 0x86, 0x48, 0xCE, 0x3D, 4, 3, 2));

    private final KeyPair keys;
    private final X509Certificate certificate;

    /** Makes one for that host, good from 2020 to 2049. */
    public Certificate(String host) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        keys = generator.generateKeyPair();
        Buffer body = body(host);
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(keys.getPrivate());
        signature.update(body.getBytes());
        Buffer bits = Buffer.buffer().appendByte((byte) 0).appendBytes(signature.sign());
        Buffer whole = sequence(body, ECDSA_WITH_SHA256, der(0x03, bits));
        certificate = (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(whole.getBytes()));
    }

    public X509Certificate x509() {
        return certificate;
    }

    /** Key and certificate; also for those who are to trust it. */
    public JksOptions store(Path folder) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        X509Certificate[] chain = {certificate};
        store.setKeyEntry("test", keys.getPrivate(), PASSWORD.toCharArray(), chain);
        store.setCertificateEntry("trusted", certificate);
        Path file = folder.resolve("store.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD.toCharArray());
        }
        return new JksOptions().setPath(file.toString()).setPassword(PASSWORD);
    }

    /** Writes the certificate as PEM. */
    public Path writeCertificate(Path file) throws IOException, GeneralSecurityException {
        return write(file, "CERTIFICATE", certificate.getEncoded());
    }

    /** Writes the key as PEM. */
    public Path writeKey(Path file) throws IOException {
        return write(file, "PRIVATE KEY", keys.getPrivate().getEncoded());
    }

    private static Path write(Path file, String kind, byte[] der) throws IOException {
        String text = Base64.getMimeEncoder().encodeToString(der);
        return Files.writeString(file, "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
    }

    private Buffer body(String host) {
        Buffer name = sequence(der(0x31, sequence(oid(0x55, 4, 3), der(0x0C, text(host)))));
        Buffer hosts = der(0x04, sequence(der(0x82, text(host))));
        return sequence(
                der(0xA0, der(0x02, bytes(2))),
                der(
                        0x02,
                        Buffer.buffer(keys.getPublic().getEncoded())
                                .getBuffer(30, 38)
                                .setByte(0, (byte) 1)),
                ECDSA_WITH_SHA256,
                name,
                sequence(der(0x17, text("200101000000Z")), der(0x17, text("491231000000Z"))),
                name,
                Buffer.buffer(keys.getPublic().getEncoded()),
                der(0xA3, sequence(sequence(oid(0x55, 0x1D, 0x11), hosts))));
    }

    private static Buffer oid(int... parts) {
        return der(0x06, bytes(parts));
    }

    private static Buffer sequence(Buffer... parts) {
        Buffer all = Buffer.buffer();
        for (Buffer part : parts) {
            all.appendBuffer(part);
        }
        return der(0x30, all);
    }

    private static Buffer der(int tag, Buffer contents) {
        Buffer out = Buffer.buffer().appendByte((byte) tag);
        if (contents.length() < 0x80) {
            out.appendByte((byte) contents.length());
        } else {
            out.appendByte((byte) 0x82).appendUnsignedShort(contents.length());
        }
        return out.appendBuffer(contents);
    }

    private static Buffer bytes(int... values) {
        Buffer out = Buffer.buffer();
        for (int value : values) {
            out.appendByte((byte) value);
        }
        return out;
    }

    private static Buffer text(String text) {
        return Buffer.buffer(text.getBytes(StandardCharsets.US_ASCII));
    }
}
