package org.bittube.gateway.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bittube.gateway.client.ClientException.Reason;
import org.bittube.gateway.object.PieceLayout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code bittube get} against a gateway that does what a test wants. */
final class DownloadIT {
    private static final int PIECE = PieceLayout.PIECE_BYTES;

    /** 67 pieces: two hash groups, the last piece short. */
    private static final int SIZE = 66 * PIECE + 1_000;

    private final RecordedProgress progress = new RecordedProgress();
    private final List<Long> pauses = new ArrayList<>();
    private final List<ObjectServer> servers = new ArrayList<>();

    @TempDir
    private Path folder = Path.of("");

    @AfterEach
    void stop() throws Exception {
        for (ObjectServer server : servers) {
            server.stop();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, PIECE, PIECE + 1, 64 * PIECE, 64 * PIECE + 1, SIZE, 200 * PIECE})
    void wholeFile(int size) throws Exception {
        SampleObject object = SampleObject.of(size);
        Path file = download(serve(object), object.id(), folder.resolve("file"));
        assertThat(Files.readAllBytes(file)).isEqualTo(object.contents());
        assertThat(progress.isWhole()).isTrue();
        assertOnly(file);
    }

    @Test
    void ownNameInAFolder() throws Exception {
        SampleObject object = SampleObject.of(10);
        Path file = download(serve(object), object.id(), folder);
        assertThat(file).isEqualTo(folder.resolve(SampleObject.NAME));
        assertThat(Files.readAllBytes(file)).isEqualTo(object.contents());
    }

    @Test
    void onlyWhatIsMissingOrDamagedIsFetchedAgain() throws Exception {
        SampleObject object = SampleObject.of(SIZE);
        ObjectServer server = serve(object);
        byte[] begun = Arrays.copyOf(object.contents(), 40 * PIECE + 5);
        begun[7 * PIECE] ^= 1;
        Files.write(folder.resolve("file.part"), begun);
        Path file = download(server, object.id(), folder.resolve("file"));
        assertThat(Files.readAllBytes(file)).isEqualTo(object.contents());
        assertThat(server.requests())
                .containsExactlyInAnyOrder(
                        "/descriptor", "/hashes/0", "/hashes/1", "/pieces/8-8", "/pieces/41-64", "/pieces/65-67");
        assertThat(progress.heldBytes()).isEqualTo(39L * PIECE);
        assertThat(progress.isWhole()).isTrue();
    }

    @Test
    void goesOnWhereItWasBrokenOff() throws Exception {
        SampleObject object = SampleObject.of(SIZE);
        ObjectServer failing = serve(object).busy("/pieces/65-67", Integer.MAX_VALUE);
        assertFails(failing, object.id(), Reason.FAILED, "429");
        assertThat(folder.resolve("file")).doesNotExist();
        ObjectServer server = serve(object);
        Path file = download(server, object.id(), folder.resolve("file"));
        assertThat(Files.readAllBytes(file)).isEqualTo(object.contents());
        assertThat(server.requests()).contains("/pieces/65-67").hasSize(4);
    }

    @Test
    void contentOfAnotherFileInThePartialOneIsReplaced() throws Exception {
        SampleObject object = SampleObject.of(SIZE);
        byte[] other = new byte[SIZE + 3 * PIECE];
        Files.write(folder.resolve("file.part"), other);
        Path file = download(serve(object), object.id(), folder.resolve("file"));
        assertThat(Files.readAllBytes(file)).isEqualTo(object.contents());
    }

    @Test
    void waitsWhenToldToAndTriesAgain() throws Exception {
        SampleObject object = SampleObject.of(SIZE);
        ObjectServer server =
                serve(object).busy("/descriptor", 2).cutting("/hashes/1", 1).cutting("/pieces/1-32", 2);
        Path file = download(server, object.id(), folder.resolve("file"));
        assertThat(Files.readAllBytes(file)).isEqualTo(object.contents());
        assertThat(pauses).startsWith(7_000L, 7_000L).hasSizeGreaterThan(2);
    }

    @Test
    void alteredPieceIsAskedForAgain() throws Exception {
        SampleObject object = SampleObject.of(SIZE);
        ObjectServer server = serve(object).changing("/pieces/33-64", 2, DownloadIT::altered);
        Path file = download(server, object.id(), folder.resolve("file"));
        assertThat(Files.readAllBytes(file)).isEqualTo(object.contents());
    }

    @Test
    void alteredPieceIsNeverKept() throws Exception {
        SampleObject object = SampleObject.of(SIZE);
        ObjectServer server = serve(object).changing("/pieces/33-64", Integer.MAX_VALUE, DownloadIT::altered);
        assertFails(server, object.id(), Reason.FALSE_CONTENT, "altered pieces");
        assertThat(folder.resolve("file")).doesNotExist();
        byte[] kept = Files.readAllBytes(folder.resolve("file.part"));
        assertThat(kept).isEqualTo(Arrays.copyOf(object.contents(), 32 * PIECE));
    }

    @Test
    void falseDescriptorHashesAndLengths() throws Exception {
        SampleObject object = SampleObject.of(SIZE);
        int always = Integer.MAX_VALUE;
        assertFails(
                serve(object).changing("/descriptor", always, DownloadIT::altered),
                object.id(),
                Reason.FALSE_CONTENT,
                "false descriptor");
        assertFails(
                serve(object).changing("/hashes/0", always, DownloadIT::altered),
                object.id(),
                Reason.FALSE_CONTENT,
                "false hashes");
        assertFails(
                serve(object).changing("/hashes/0", always, body -> body.appendByte((byte) 0)),
                object.id(),
                Reason.FALSE_CONTENT,
                "more than");
        assertFails(
                serve(object).changing("/pieces/1-32", always, body -> body.getBuffer(0, body.length() - 1)),
                object.id(),
                Reason.FALSE_CONTENT,
                "altered pieces");
    }

    @Test
    void unknownObject() throws Exception {
        SampleObject other = SampleObject.of(2);
        assertFails(serve(SampleObject.of(1)), other.id(), Reason.FAILED, "404: No object has this id.");
        assertThat(pauses).isEmpty();
    }

    @Test
    void fileThatIsThereAlready() throws Exception {
        SampleObject object = SampleObject.of(SIZE);
        Path file = folder.resolve("file");
        Files.write(file, object.contents());
        ObjectServer server = serve(object);
        assertThat(download(server, object.id(), file)).isEqualTo(file);
        assertThat(server.requests()).noneMatch(path -> path.startsWith("/pieces"));
        byte[] other = object.contents().clone();
        other[SIZE - 1] ^= 1;
        Files.write(file, other);
        assertFails(serve(object), object.id(), Reason.FAILED, "something else");
        assertThat(Files.readAllBytes(file)).isEqualTo(other);
        assertOnly(file);
    }

    @Test
    void fileThatAnotherOneWrites() throws Exception {
        SampleObject object = SampleObject.of(10);
        try (FileChannel part = FileChannel.open(
                        folder.resolve("file.part"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = part.lock()) {
            assertThat(lock.isValid()).isTrue();
            assertFails(serve(object), object.id(), Reason.FAILED, "another bittube");
        }
    }

    @Test
    void nobodyThere() throws Exception {
        SampleObject object = SampleObject.of(10);
        ObjectServer server = serve(object);
        ObjectAddress address = new ObjectAddress(server.gateway(), object.id(), Optional.empty());
        server.stop();
        servers.clear();
        assertThatThrownBy(() -> new Download(HttpClient.newHttpClient(), pauses::add, address, progress)
                        .to(folder.resolve("file")))
                .isInstanceOf(ClientException.class)
                .hasMessageContaining("could not reach")
                .hasMessageContaining("no connection");
        assertThat(pauses).isEmpty();
    }

    private ObjectServer serve(SampleObject object) throws Exception {
        ObjectServer server = new ObjectServer(object).start();
        servers.add(server);
        return server;
    }

    private Path download(ObjectServer server, String id, Path target) {
        ObjectAddress address = new ObjectAddress(server.gateway(), id, Optional.empty());
        return new Download(HttpClient.newHttpClient(), pauses::add, address, progress).to(target);
    }

    private void assertFails(ObjectServer server, String id, Reason reason, String words) {
        assertThatThrownBy(() -> download(server, id, folder.resolve("file")))
                .hasMessageContaining(words)
                .isInstanceOfSatisfying(
                        ClientException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private void assertOnly(Path file) throws IOException {
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    private static Buffer altered(Buffer body) {
        int last = body.length() - 1;
        return body.setByte(last, (byte) (body.getByte(last) ^ 1));
    }
}
