package org.bittube.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.bittube.gateway.object.SignedDescriptor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What comes into the library by itself, and what is turned on the way. The tests that wait for files to settle wait at the same time. */
class LibraryImportIT {
    @TempDir
    Path folder;

    @TempDir
    Path watched;

    private RunningGateway gateway;

    private void start() {
        gateway = RunningGateway.start(folder, false, Map.of("free-megabytes", "0", "watch-dir", watched.toString()));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void filesOfTheWatchedFolderBecomeObjectsOnce() throws IOException {
        byte[] clip = Files.readAllBytes(Path.of(System.getProperty("bittube.testdata"), "flv", "h264-aac.flv"));
        Files.createDirectories(watched.resolve("2026/.hidden"));
        Files.write(watched.resolve("2026/clip.flv"), clip);
        Files.write(watched.resolve("half.flv.part"), clip);
        Files.write(watched.resolve("2026/.hidden/other.bin"), new byte[10]);
        Files.write(watched.resolve("empty"), new byte[0]);
        start();
        JsonNode list = gateway.await("/api/objects", answer -> answer.body().contains("clip.flv"));
        assertThat(list.get("objects")).hasSize(1);
        String id = list.get("objects").get(0).get("id").textValue();
        assertThat(new LibraryClient(gateway).bytes("/objects/" + id).body()).isEqualTo(clip);
        assertThat(watched.resolve("2026/clip.flv")).exists();
        gateway.api("DELETE", "/api/objects/" + id, "");
        stop();
        start();
        Files.write(watched.resolve("next.bin"), new byte[10]);
        JsonNode after = gateway.await("/api/objects", answer -> answer.body().contains("next.bin"));
        assertThat(after.get("objects"))
                .as("a deleted object does not come back")
                .hasSize(1);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void whatADiskLostIsTakenFromTheWatchedFolderAgain() throws IOException {
        byte[] film = LibraryClient.contents(10 * 65_536, 4);
        Files.write(watched.resolve("film.bin"), film);
        start();
        String id = gateway.await("/api/objects", answer -> answer.body().contains("film.bin"))
                .at("/objects/0/id")
                .textValue();
        Path content = folder.resolve("library/objects/" + id + "/content");
        byte[] altered = film.clone();
        altered[400_000] ^= 1;
        Files.write(content, altered);
        RunningGateway.problem(gateway.get("/objects/" + id + "/pieces/7-7"), 410);
        repaired(id, film);
        // Lost while the gateway was down, and a file that is another one by now repairs nothing.
        stop();
        Files.delete(content);
        start();
        repaired(id, film);
        stop();
        Files.write(watched.resolve("film.bin"), new byte[film.length]);
        Files.write(content, altered);
        start();
        RunningGateway.problem(gateway.get("/objects/" + id + "/pieces/7-7"), 410);
        gateway.await("/api/objects", answer -> answer.body().split("film.bin").length > 3);
        RunningGateway.problem(gateway.get("/objects/" + id + "/pieces/7-7"), 410);
    }

    private void repaired(String id, byte[] contents) {
        gateway.await("/api/objects/" + id, answer -> !answer.body().contains("\"damage\""));
        assertThat(new LibraryClient(gateway).bytes("/objects/" + id).body()).isEqualTo(contents);
    }

    @Test
    void mp4BecomesFlvThatCanBePlayed() throws IOException {
        start();
        LibraryClient client = new LibraryClient(gateway);
        byte[] file = Files.readAllBytes(Path.of(System.getProperty("bittube.testdata"), "mp4", "plain.mp4"));
        String id = client.added("plain.mp4", file);
        SignedDescriptor opened = SignedDescriptor.open(
                id, client.bytes("/objects/" + id + "/descriptor").body());
        assertThat(opened.descriptor().name()).isEqualTo("plain.flv");
        assertThat(opened.descriptor().playback()).isPresent();
        assertThat(client.bytes("/objects/" + id).body()).startsWith('F', 'L', 'V');
        assertThat(client.post("other.mp4", file).statusCode()).isEqualTo(200);
    }

    @Test
    void whatOnlyClaimsToBeMp4IsKeptAsItIs() {
        start();
        byte[] file = "\0\0\0\u0018ftypisom\0\0\0\0isommp42 and then nothing of the kind"
                .getBytes(StandardCharsets.ISO_8859_1);
        LibraryClient client = new LibraryClient(gateway);
        JsonNode added = RunningGateway.json(client.post("film.mp4", file));
        assertThat(added.get("note").textValue()).contains("downloaded");
        String id = added.get("id").textValue();
        assertThat(client.bytes("/objects/" + id).body()).isEqualTo(file);
        assertThat(client.bytes("/objects/" + id).headers().firstValue("content-type"))
                .contains("video/mp4");
    }
}
