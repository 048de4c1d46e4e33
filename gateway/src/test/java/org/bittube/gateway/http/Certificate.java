package org.bittube.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.net.JksOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

/** A certificate that signed itself, with its key: made by the JDK's keytool. */
public final class Certificate {
    private static final String PASSWORD = "only-for-tests";
    private static final String ALIAS = "test";

    private final Path folder;
    private final Path store;

    /** Makes one for that host, in a folder that holds no other. */
    public Certificate(Path folder, String host) throws IOException, InterruptedException {
        this.folder = folder;
        this.store = folder.resolve("store.p12");
        String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        String arguments = " -genkeypair -keyalg EC -storetype PKCS12 -alias " + ALIAS + " -dname CN=" + host
                + " -ext san=dns:" + host + " -storepass " + PASSWORD + " -keystore ";
        ProcessBuilder keytool = new ProcessBuilder((tool + arguments + store).split(" "));
        assertThat(keytool.inheritIO().start().waitFor()).isZero();
    }

    /** Key and certificate; also for those who are to trust it. */
    public JksOptions store() {
        return new JksOptions().setPath(store.toString()).setPassword(PASSWORD);
    }

    /** The certificate, as PEM. */
    public Path certificate() throws IOException, GeneralSecurityException {
        return write(
                "certificate.pem", "CERTIFICATE", open().getCertificate(ALIAS).getEncoded());
    }

    /** The key, as PEM. */
    public Path key() throws IOException, GeneralSecurityException {
        return write(
                "key.pem",
                "PRIVATE KEY",
                open().getKey(ALIAS, PASSWORD.toCharArray()).getEncoded());
    }

    private KeyStore open() throws IOException, GeneralSecurityException {
        return KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    }

    private Path write(String name, String kind, byte[] der) throws IOException {
        String text = Base64.getMimeEncoder().encodeToString(der);
        return Files.writeString(
                folder.resolve(name), "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
    }
}
