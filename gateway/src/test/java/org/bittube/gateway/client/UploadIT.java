package org.bittube.gateway.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bittube.gateway.object.SampleFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bittube seed} against a gateway that does what a test wants. */
final class UploadIT {
    /** Two parts. */
    private static final byte[] CONTENTS = SampleFile.contents((16 << 20) + 1_234);

    private final TusServer server = new TusServer();
    private final RecordedProgress progress = new RecordedProgress();
    private final List<Long> pauses = new ArrayList<>();

    @TempDir
    private Path folder = Path.of("");

    private Path file = Path.of("");

    @BeforeEach
    void start() throws Exception {
        server.start();
        file = Files.write(folder.resolve("Ein schöner Film.flv"), CONTENTS);
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    @Test
    void wholeFile() throws Exception {
        assertThat(upload(TusServer.TOKEN)).isEqualTo(TusServer.ID);
        assertThat(server.received(0)).isEqualTo(CONTENTS);
        assertThat(server.filename()).isEqualTo("Ein schöner Film.flv");
        assertThat(server.requests())
                .containsExactly("POST /api/uploads", "PATCH /api/uploads/0", "PATCH /api/uploads/0");
        assertThat(progress.isWhole()).isTrue();
        assertThat(pauses).isEmpty();
        assertNothingNoted();
    }

    @Test
    void goesOnWhenTheConnectionEnds() throws Exception {
        server.cutAt(5_000_000);
        assertThat(upload(TusServer.TOKEN)).isEqualTo(TusServer.ID);
        assertThat(server.received(0)).isEqualTo(CONTENTS);
        assertThat(server.requests()).contains("HEAD /api/uploads/0").doesNotContain("POST /api/uploads/1");
        assertThat(progress.isWhole()).isTrue();
        assertThat(pauses).isNotEmpty();
    }

    @Test
    void goesOnInAnotherProcess() throws Exception {
        goesNoFurtherThan(5_000_000);
        int had = server.received(0).length;
        assertThat(had).isEqualTo(5_000_000);
        assertThat(upload(TusServer.TOKEN)).isEqualTo(TusServer.ID);
        assertThat(server.received(0)).isEqualTo(CONTENTS);
        assertThat(progress.heldBytes()).isEqualTo(had);
        assertThat(progress.isWhole()).isTrue();
        assertNothingNoted();
    }

    @Test
    void asksForTheIdWhenTheAnswerIsLost() throws Exception {
        server.cutAt(16 << 20);
        server.silentOnce(0);
        assertThat(upload(TusServer.TOKEN)).isEqualTo(TusServer.ID);
        assertThat(server.received(0)).isEqualTo(CONTENTS);
    }

    @Test
    void asksForTheObjectWhenTheGatewayHasMadeNone() throws Exception {
        file = Files.write(folder.resolve("short"), new byte[] {1, 2, 3});
        server.silentOnce(2);
        assertThat(upload(TusServer.TOKEN)).isEqualTo(TusServer.ID);
        assertThat(server.requests()).endsWith("HEAD /api/uploads/0", "PATCH /api/uploads/0");
    }

    @Test
    void beginsAgainWhenTheGatewayGaveTheUploadUp() throws Exception {
        goesNoFurtherThan(1_000);
        server.forgetAll();
        assertThat(upload(TusServer.TOKEN)).isEqualTo(TusServer.ID);
        assertThat(server.received(1)).isEqualTo(CONTENTS);
    }

    @Test
    void beginsAgainWhenTheFileHasChanged() throws Exception {
        goesNoFurtherThan(1_000);
        Files.write(file, new byte[] {4, 5, 6});
        assertThat(upload(TusServer.TOKEN)).isEqualTo(TusServer.ID);
        assertThat(server.received(1)).containsExactly(4, 5, 6);
    }

    @Test
    void wrongTokenIsSaid() {
        assertThatThrownBy(() -> upload("wrong"))
                .isInstanceOf(ClientException.class)
                .hasMessageContaining("401: The token is wrong.")
                .hasMessageContaining("--token");
        assertThat(pauses).isEmpty();
    }

    @Test
    void tokenGoesToTheGatewayOnly() throws Exception {
        server.sendElsewhere("http://elsewhere.example/api/uploads/0");
        assertThatThrownBy(() -> upload(TusServer.TOKEN))
                .isInstanceOf(ClientException.class)
                .hasMessageContaining("elsewhere.example");
    }

    @Test
    void whatCannotBeShared() throws Exception {
        file = Files.write(folder.resolve("empty"), new byte[0]);
        assertThatThrownBy(() -> upload(TusServer.TOKEN)).hasMessageContaining("is empty");
        file = folder;
        assertThatThrownBy(() -> upload(TusServer.TOKEN)).hasMessageContaining("is no file");
        file = folder.resolve("missing");
        assertThatThrownBy(() -> upload(TusServer.TOKEN)).hasMessageContaining("is no file");
        assertThat(server.requests()).isEmpty();
    }

    private void goesNoFurtherThan(int bytes) throws Exception {
        server.cutAt(bytes);
        Upload broken = new Upload(
                HttpClient.newHttpClient(),
                millis -> {
                    throw new InterruptedException("the process is ended here");
                },
                server.gateway(),
                TusServer.TOKEN,
                pending(),
                progress);
        assertThatThrownBy(() -> broken.of(file)).isInstanceOf(ClientException.class);
        // The thread was told to end; this test goes on.
        assertThat(Thread.interrupted()).isTrue();
    }

    private String upload(String token) {
        return new Upload(HttpClient.newHttpClient(), pauses::add, server.gateway(), token, pending(), progress)
                .of(file);
    }

    private PendingUploads pending() {
        return new PendingUploads(folder.resolve("state"));
    }

    private void assertNothingNoted() throws Exception {
        try (var notes = Files.list(folder.resolve("state"))) {
            assertThat(notes).isEmpty();
        }
    }
}
