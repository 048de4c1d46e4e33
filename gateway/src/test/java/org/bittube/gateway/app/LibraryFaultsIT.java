package org.bittube.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ranges that make no sense, uploads that end or are too large, files that are damaged on the disk. */
class LibraryFaultsIT {
    private static final int PIECE = 65_536;

    @TempDir
    Path folder;

    private RunningGateway gateway;
    private LibraryClient client;

    private void start(Map<String, String> settings) {
        gateway = RunningGateway.start(folder, false, settings);
        client = new LibraryClient(gateway);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void anyRangeOfBytesIsGivenAndNoOther() {
        start(Map.of("free-megabytes", "0"));
        byte[] file = LibraryClient.contents(6 * PIECE + 100, 0);
        String path = "/objects/" + client.added("a \"b\" ä.bin", file);
        int size = file.length;
        range(path, "bytes=0-0", file, 0, 1);
        range(path, "bytes=65535-65536", file, 65_535, 65_537);
        range(path, "bytes=100-", file, 100, size);
        range(path, "bytes=-100", file, size - 100, size);
        range(path, "bytes=-999999999", file, 0, size);
        range(path, "bytes=" + (size - 1) + "-999999999999", file, size - 1, size);
        for (String ignored : List.of("bytes=5-4", "bytes=", "bytes=-", "bytes=a-b", "bytes=0-1,3-4", "lines=1-2")) {
            HttpResponse<byte[]> answer = client.bytes(path, "Range", ignored);
            assertThat(answer.statusCode()).as(ignored).isEqualTo(200);
            assertThat(answer.body()).isEqualTo(file);
        }
        for (String outside : List.of("bytes=" + size + "-", "bytes=-0", "bytes=999999999-9999999999")) {
            HttpResponse<String> answer = gateway.get(path, "Range", outside);
            RunningGateway.problem(answer, 416);
            assertThat(answer.headers().firstValue("content-range")).contains("bytes */" + size);
        }
        String tag = client.bytes(path).headers().firstValue("etag").orElseThrow();
        assertThat(client.bytes(path, "Range", "bytes=1-1", "If-Range", tag).statusCode())
                .isEqualTo(206);
        assertThat(client.bytes(path, "Range", "bytes=1-1", "If-Range", "\"other\"")
                        .statusCode())
                .isEqualTo(200);
        assertThat(client.bytes(path, "If-None-Match", tag).statusCode()).isEqualTo(304);
        HttpResponse<String> head =
                gateway.send(gateway.request(path + "?download").method("HEAD", BodyPublishers.noBody()));
        assertThat(head.headers().firstValue("content-length")).contains(Integer.toString(size));
        assertThat(head.headers().firstValue("accept-ranges")).contains("bytes");
        assertThat(head.headers().firstValue("content-disposition"))
                .contains("attachment; filename=\"a _b_ _.bin\"; filename*=UTF-8''a%20%22b%22%20%C3%A4.bin");
    }

    @Test
    void refusesPathsThatMeanNothing() {
        start(Map.of("free-megabytes", "0"));
        String path = "/objects/" + client.added("file", LibraryClient.contents(40 * PIECE, 0));
        for (String bad : List.of(
                "/pieces/0-1",
                "/pieces/1-33",
                "/pieces/40-41",
                "/pieces/2-1",
                "/pieces/01-2",
                "/pieces/1",
                "/pieces/-1-2",
                "/hashes/1",
                "/hashes/-1",
                "/hashes/00",
                "/hashes/x",
                "/pieces/1-99999999999999999999")) {
            RunningGateway.problem(gateway.get(path + bad), 400);
        }
        RunningGateway.problem(gateway.get("/objects/" + "A".repeat(43)), 404);
        RunningGateway.problem(gateway.get("/objects/..%2f..%2fbittube.mv.db"), 404);
        assertThat(gateway.send(client.upload("a/b").POST(BodyPublishers.ofString("x")))
                        .statusCode())
                .isEqualTo(400);
        RunningGateway.problem(client.post("empty", new byte[0]), 400);
    }

    @Test
    void damageOnTheDiskIsToldAndRepairedByTheSameFile() throws IOException {
        start(Map.of("free-megabytes", "0"));
        byte[] file = LibraryClient.contents(10 * PIECE, 1);
        String id = client.added("film.bin", file);
        Path content = folder.resolve("library/objects/" + id + "/content");
        try (RandomAccessFile disk = new RandomAccessFile(content.toFile(), "rw")) {
            disk.seek(5 * PIECE + 17);
            disk.write(~file[5 * PIECE + 17]);
        }
        assertThat(client.bytes("/objects/" + id + "/pieces/1-5").body()).isEqualTo(Arrays.copyOf(file, 5 * PIECE));
        assertThat(RunningGateway.problem(gateway.get("/objects/" + id + "/pieces/5-7"), 410))
                .contains("altered");
        RunningGateway.problem(gateway.get("/objects/" + id, "Range", "bytes=327700-327701"), 410);
        range("/objects/" + id, "bytes=0-1", file, 0, 2);
        assertThat(gateway.api("GET", "/api/objects/" + id, "").body()).contains("piece 6 is altered");
        HttpResponse<String> again = client.post("film.bin", file);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(client.bytes("/objects/" + id).body()).isEqualTo(file);
        assertThat(gateway.api("GET", "/api/objects/" + id, "").body()).doesNotContain("damage");

        try (RandomAccessFile tree = new RandomAccessFile(
                folder.resolve("library/objects/" + id + "/tree").toFile(), "rw")) {
            tree.write(1);
        }
        RunningGateway.problem(gateway.get("/objects/" + id + "/hashes/0"), 410);
        Files.delete(content);
        RunningGateway.problem(gateway.get("/objects/" + id), 410);
        RunningGateway.problem(gateway.get("/objects/" + id + "/pieces/1-1"), 410);
        assertThat(client.post("film.bin", file).statusCode()).isEqualTo(200);
        assertThat(client.bytes("/objects/" + id).body()).isEqualTo(file);
        assertThat(gateway.get("/objects/" + id + "/hashes/0").statusCode()).isEqualTo(200);
    }

    @Test
    void damageThatNobodyHasSeenIsRepairedTooAndMissingFilesAreToldAtTheStart() throws IOException {
        start(Map.of("free-megabytes", "0"));
        byte[] file = LibraryClient.contents(2 * PIECE, 3);
        String id = client.added("film.bin", file);
        Path content = folder.resolve("library/objects/" + id + "/content");
        Files.write(content, new byte[file.length]);
        assertThat(client.post("film.bin", file).statusCode()).isEqualTo(200);
        assertThat(client.bytes("/objects/" + id).body()).isEqualTo(file);
        Files.write(content, new byte[1]);
        gateway.close();
        start(Map.of("free-megabytes", "0"));
        assertThat(gateway.api("GET", "/api/objects/" + id, "").body()).contains("\"damage\"");
        RunningGateway.problem(gateway.get("/objects/" + id), 410);
        assertThat(client.post("film.bin", file).statusCode()).isEqualTo(200);
        assertThat(client.bytes("/objects/" + id).body()).isEqualTo(file);
        assertThat(gateway.api("GET", "/api/objects/" + id, "").body()).doesNotContain("damage");
    }

    @Test
    void uploadThatIsCutOffLeavesNothing() throws IOException {
        start(Map.of("free-megabytes", "0"));
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            socket.getOutputStream()
                    .write(("POST /api/objects?name=film.bin HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                                    + RunningGateway.TOKEN + "\r\nContent-Length: 1000000\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(new byte[500_000]);
            socket.getOutputStream().flush();
            await(1);
        }
        await(0);
        assertThat(RunningGateway.json(gateway.get("/objects")).get("objects")).isEmpty();
    }

    @Test
    void refusesWhatIsTooLargeBeforeAndWhileItComes() {
        start(Map.of("free-megabytes", "0", "upload-megabytes", "1"));
        byte[] large = LibraryClient.contents((1 << 20) + 1, 2);
        RunningGateway.problem(client.post("large", large), 413);
        HttpResponse<String> chunked = gateway.send(
                client.upload("large").POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large))));
        RunningGateway.problem(chunked, 413);
        client.added("just right", Arrays.copyOf(large, 1 << 20));
    }

    @Test
    void refusesWhatTheDiskOrTheLibraryHasNoRoomFor() {
        start(Map.of("free-megabytes", "1000000000"));
        RunningGateway.problem(client.post("file", new byte[10]), 507);
        gateway.close();
        start(Map.of("free-megabytes", "0", "max-objects", "1"));
        client.added("first", new byte[10]);
        RunningGateway.problem(client.post("second", new byte[11]), 409);
        assertThat(client.post("first again", new byte[10]).statusCode()).isEqualTo(200);
    }

    @Test
    void tellsWhoAsksTooOften() {
        start(Map.of("free-megabytes", "0", "pulls-per-second", "1"));
        assertThat(gateway.get("/objects").statusCode()).isEqualTo(200);
        assertThat(gateway.get("/objects").statusCode()).isEqualTo(200);
        HttpResponse<String> refused = gateway.get("/objects");
        RunningGateway.problem(refused, 429);
        assertThat(refused.headers().firstValue("retry-after")).isPresent();
    }

    private void range(String path, String asked, byte[] file, int from, int to) {
        HttpResponse<byte[]> answer = client.bytes(path, "Range", asked);
        assertThat(answer.statusCode()).as(asked).isEqualTo(206);
        assertThat(answer.headers().firstValue("content-range"))
                .contains("bytes " + from + "-" + (to - 1) + "/" + file.length);
        assertThat(answer.body()).isEqualTo(Arrays.copyOfRange(file, from, to));
    }

    /** Waits until so many files are on their way. */
    private void await(int expected) throws IOException {
        Path incoming = folder.resolve("library/incoming");
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (true) {
            try (Stream<Path> files = Files.list(incoming)) {
                if (files.count() == expected) {
                    return;
                }
            }
            assertThat(System.nanoTime()).isLessThan(deadline);
        }
    }
}
