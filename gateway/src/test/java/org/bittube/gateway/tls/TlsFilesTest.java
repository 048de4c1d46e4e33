package org.bittube.gateway.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bittube.gateway.http.Certificate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsFilesTest {
    private static final Vertx VERTX = Vertx.vertx();

    @TempDir
    Path folder = Path.of("");

    private Path certificate;
    private Path key;

    @AfterAll
    static void close() {
        VERTX.close().await();
    }

    @BeforeEach
    void write() throws Exception {
        Certificate made = new Certificate("gateway.example");
        certificate = made.writeCertificate(folder.resolve("certificate.pem"));
        key = made.writeKey(folder.resolve("key.pem"));
    }

    @Test
    void sameContentsAreEqualOthersAreNot() throws Exception {
        TlsFiles files = new TlsFiles(certificate, key);
        var first = files.read(VERTX);
        assertThat(files.read(VERTX)).isEqualTo(first);
        Certificate other = new Certificate("gateway.example");
        other.writeCertificate(certificate);
        other.writeKey(key);
        assertThat(files.read(VERTX)).isNotEqualTo(first);
    }

    @Test
    void missingFileIsTold() {
        assertRefused(new TlsFiles(folder.resolve("no.pem"), key), "There is no file", "no.pem", "tls-certificate");
        assertRefused(new TlsFiles(certificate, folder.resolve("no.pem")), "There is no file", "no.pem", "tls-key");
        assertRefused(new TlsFiles(folder, key), "cannot be read", "tls-certificate");
    }

    @Test
    void whatIsNoPemIsTold() throws Exception {
        Files.writeString(certificate, "not a certificate");
        assertRefused(new TlsFiles(certificate, key), "no certificate and key in PEM");
        assertRefused(new TlsFiles(key, key), "no certificate and key in PEM");
    }

    @Test
    void keyOfAnotherCertificateIsTold() throws Exception {
        new Certificate("gateway.example").writeKey(key);
        assertRefused(new TlsFiles(certificate, key), "is not that of the certificate");
    }

    private static void assertRefused(TlsFiles files, String... words) {
        assertThatThrownBy(() -> files.read(VERTX))
                .isInstanceOf(TlsException.class)
                .message()
                .contains(words)
                .doesNotContain("\n");
    }
}
