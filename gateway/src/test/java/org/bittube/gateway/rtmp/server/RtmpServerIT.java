package org.bittube.gateway.rtmp.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.bittube.gateway.amf.AmfValue;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.http.Certificate;
import org.bittube.gateway.publish.PublishDesk;
import org.bittube.gateway.rtmp.RtmpEncoder;
import org.bittube.gateway.rtmp.chunk.MessageType;
import org.bittube.gateway.rtmp.chunk.RtmpMessage;
import org.bittube.gateway.rtmp.command.Command;
import org.bittube.gateway.secret.Secret;
import org.bittube.gateway.source.MediaFolders;
import org.bittube.gateway.source.PublishPoints;
import org.bittube.gateway.source.PublishSpec;
import org.bittube.gateway.source.Source;
import org.bittube.gateway.source.SourceListener;
import org.bittube.gateway.source.Sources;
import org.bittube.gateway.source.UrlPolicy;
import org.bittube.gateway.tls.TlsFiles;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Strangers on the RTMP port: what they may use is little, and ends. */
class RtmpServerIT {
    private static final String STREAM = "news?key=secret";

    private static final long RENEW_MILLIS = 50;

    private final Vertx vertx = Vertx.vertx();
    private int port;

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void whoPublishesNothingIsClosedWhateverHeSends() throws Exception {
        open(new RtmpLimits(1_000, 60_000, 10, 10, 1_000_000, 65_536));
        try (RtmpEncoder silent = new RtmpEncoder(port);
                RtmpEncoder shaken = new RtmpEncoder(port)) {
            silent.raw(Buffer.buffer(new byte[] {3, 0, 0}));
            shaken.shakeHands();
            shaken.connect("live");
            silent.awaitEnd();
            shaken.awaitEnd();
        }
    }

    @Test
    void encoderThatFallsSilentIsClosed() throws Exception {
        open(new RtmpLimits(60_000, 1_000, 10, 10, 1_000_000, 65_536));
        try (RtmpEncoder encoder = new RtmpEncoder(port)) {
            assertThat(encoder.publish(STREAM)).isEqualTo("NetStream.Publish.Start");
            encoder.awaitEnd();
        }
    }

    @Test
    void nonsenseIsClosedAtOnce() throws Exception {
        open(RtmpLimits.USUAL);
        try (RtmpEncoder other = new RtmpEncoder(port)) {
            other.raw(Buffer.buffer("GET / HTTP/1.1\r\n\r\n"));
            other.awaitEnd();
        }
        try (RtmpEncoder early = new RtmpEncoder(port)) {
            early.shakeHands();
            early.send(new Command("publish", 1, AmfValue.NULL, AmfValue.of(STREAM)).encode(1));
            early.awaitEnd();
        }
        try (RtmpEncoder wordy = new RtmpEncoder(port)) {
            wordy.shakeHands();
            wordy.connect("live");
            wordy.send(new RtmpMessage(4, MessageType.VIDEO, 1, 0, Buffer.buffer(new byte[60_000])));
            wordy.send(new RtmpMessage(4, MessageType.VIDEO, 1, 0, Buffer.buffer(new byte[60_000])));
            wordy.awaitEnd();
        }
        try (RtmpEncoder asking = new RtmpEncoder(port)) {
            asking.shakeHands();
            asking.connect("live");
            for (int i = 0; i < 17; i++) {
                asking.send(new Command("createStream", 2 + i, AmfValue.NULL).encode(0));
            }
            asking.awaitEnd();
        }
    }

    @Test
    void anotherApplicationIsRefusedInWords() throws Exception {
        open(RtmpLimits.USUAL);
        try (RtmpEncoder encoder = new RtmpEncoder(port)) {
            encoder.shakeHands();
            Command answer = encoder.connect("vod");
            assertThat(answer.name()).isEqualTo("_error");
            assertThat(answer.text(1, "description")).contains("rtmp://host/live");
            encoder.awaitEnd();
        }
    }

    @Test
    void oneAddressHasFewConnectionsThatWait() throws Exception {
        open(new RtmpLimits(60_000, 60_000, 10, 2, 1_000_000, 65_536));
        try (RtmpEncoder first = new RtmpEncoder(port);
                RtmpEncoder second = new RtmpEncoder(port)) {
            first.shakeHands();
            second.shakeHands();
            try (RtmpEncoder third = new RtmpEncoder(port)) {
                third.awaitEnd();
            }
            assertThat(first.announce(STREAM)).isEqualTo("NetStream.Publish.Start");
            try (RtmpEncoder fourth = new RtmpEncoder(port)) {
                fourth.shakeHands();
            }
        }
    }

    @Test
    void oldestOfThoseThatWaitMakesRoom() throws Exception {
        open(new RtmpLimits(60_000, 60_000, 2, 10, 1_000_000, 65_536));
        try (RtmpEncoder first = new RtmpEncoder(port);
                RtmpEncoder second = new RtmpEncoder(port)) {
            first.shakeHands();
            second.shakeHands();
            try (RtmpEncoder third = new RtmpEncoder(port)) {
                assertThat(third.publish(STREAM)).isEqualTo("NetStream.Publish.Start");
                first.awaitEnd();
                assertThat(second.connect("live").name()).isEqualTo("_result");
            }
        }
    }

    @Test
    void renewedCertificateServesAndABrokenOneChangesNothing(@TempDir Path folder) throws Exception {
        Certificate first = new Certificate("gateway.example");
        TlsFiles files = new TlsFiles(
                first.writeCertificate(folder.resolve("certificate.pem")), first.writeKey(folder.resolve("key.pem")));
        open(RtmpLimits.USUAL, files);
        assertThat(certificateNow()).isEqualTo(first.x509());
        try (RtmpEncoder encoder = new RtmpEncoder(anyCertificate().createSocket(), port)) {
            assertThat(encoder.publish(STREAM)).isEqualTo("NetStream.Publish.Start");
            Files.writeString(files.certificate(), "half a certif");
            vertx.timer(4 * RENEW_MILLIS, TimeUnit.MILLISECONDS).await();
            assertThat(certificateNow()).isEqualTo(first.x509());
            Certificate second = new Certificate("gateway.example");
            second.writeCertificate(files.certificate());
            second.writeKey(files.key());
            X509Certificate served = certificateNow();
            for (int look = 0; look < 200 && !served.equals(second.x509()); look++) {
                vertx.timer(RENEW_MILLIS, TimeUnit.MILLISECONDS).await();
                served = certificateNow();
            }
            assertThat(served).isEqualTo(second.x509());
            encoder.send(new Command("createStream", 9, AmfValue.NULL).encode(0));
            assertThat(encoder.awaitCommand("_result", 9))
                    .as("who came before goes on")
                    .isNotNull();
        }
    }

    @Test
    void plainRtmpOnTheTlsPortIsClosedAndOthersGoOn(@TempDir Path folder) throws Exception {
        Certificate certificate = new Certificate("gateway.example");
        open(
                RtmpLimits.USUAL,
                new TlsFiles(
                        certificate.writeCertificate(folder.resolve("certificate.pem")),
                        certificate.writeKey(folder.resolve("key.pem"))));
        try (RtmpEncoder plain = new RtmpEncoder(port)) {
            plain.raw(Buffer.buffer(new byte[] {3, 0, 0, 0, 0, 0, 0, 0, 0}));
            plain.awaitEnd();
        }
        assertThat(certificateNow()).isEqualTo(certificate.x509());
    }

    private X509Certificate certificateNow() throws Exception {
        try (SSLSocket socket = (SSLSocket) anyCertificate().createSocket("127.0.0.1", port)) {
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        }
    }

    private static SSLSocketFactory anyCertificate() throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Trusting()}, null);
        return context.getSocketFactory();
    }

    /** Opens the port for one channel. */
    private void open(RtmpLimits limits) throws Exception {
        open(limits, null);
    }

    private void open(RtmpLimits limits, @Nullable TlsFiles tls) throws Exception {
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        RtmpServer server = new RtmpServer(
                vertx,
                "127.0.0.1",
                List.of(new RtmpPort(port, tls, failure -> failure)),
                limits,
                RENEW_MILLIS,
                new PublishDesk(() -> System.nanoTime() / 1_000_000),
                null,
                () -> System.nanoTime() / 1_000_000,
                new Random(1)::nextBytes);
        CompletableFuture<Void> opened = new CompletableFuture<>();
        PublishPoints points = new PublishPoints(new PublishPoints.Door() {
            @Override
            public Future<Void> open(PublishPoints points) {
                return server.open(points).onSuccess(opened::complete).onFailure(opened::completeExceptionally);
            }

            @Override
            public Future<Void> close() {
                return server.close();
            }
        });
        Source source = new Sources(
                        vertx,
                        new UrlPolicy(),
                        new MediaFolders(List.of()),
                        points,
                        System::currentTimeMillis,
                        new Random(1))
                .create("news", new PublishSpec(false, Secret.ofText("secret")));
        vertx.getOrCreateContext().runOnContext(go -> source.start(new Deaf()));
        opened.get(20, TimeUnit.SECONDS);
    }

    /** Takes what a source delivers, and does nothing with it. */
    private static final class Deaf implements SourceListener {
        @Override
        public void onEpoch() {}

        @Override
        public void onTag(FlvTag tag) {}

        @Override
        public void onDiscontinuity() {}
    }

    /** Takes any certificate: which one is served is what is looked at. */
    private static final class Trusting implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
