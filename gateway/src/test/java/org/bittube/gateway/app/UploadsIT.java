package org.bittube.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uploads in parts (tus 1.0.0), over cut connections and restarts. */
class UploadsIT {
    private static final byte[] FILE = LibraryClient.contents(3_000_000, 8);

    @TempDir
    Path folder;

    private RunningGateway gateway;
    private LibraryClient client;

    @BeforeEach
    void start() {
        gateway = RunningGateway.start(folder, false, Map.of("free-megabytes", "0", "upload-megabytes", "3"));
        client = new LibraryClient(gateway);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void partsBecomeTheObjectWithTheLastOfThem() throws IOException {
        String upload = create("film ä.bin", FILE.length);
        HttpResponse<String> begun = head(upload);
        assertThat(header(begun, "upload-offset")).isEqualTo("0");
        assertThat(header(begun, "upload-length")).isEqualTo("3000000");
        assertThat(header(begun, "cache-control")).isEqualTo("no-store");
        HttpResponse<String> first = part(upload, 0, 1_000_000);
        assertThat(first.statusCode()).isEqualTo(204);
        assertThat(header(first, "upload-offset")).isEqualTo("1000000");
        assertThat(first.headers().firstValue("bittube-object")).isEmpty();
        stop();
        start();
        assertThat(header(head(upload), "upload-offset")).isEqualTo("1000000");
        HttpResponse<String> last = part(upload, 1_000_000, 3_000_000);
        assertThat(last.statusCode()).isEqualTo(204);
        String id = header(last, "bittube-object");
        assertThat(client.bytes("/objects/" + id).body()).isEqualTo(FILE);
        assertThat(RunningGateway.json(gateway.get("/objects/" + id + "/info.json"))
                        .get("name")
                        .textValue())
                .isEqualTo("film ä.bin");
        stop();
        start();
        assertThat(header(head(upload), "bittube-object")).isEqualTo(id);
        assertThat(client.bytes("/objects/" + id).body()).isEqualTo(FILE);
        assertThat(gateway.send(tus("DELETE", upload)).statusCode()).isEqualTo(204);
        assertThat(head(upload).statusCode()).isEqualTo(404);
        assertThat(client.bytes("/objects/" + id).body()).isEqualTo(FILE);
        try (Stream<Path> left = Files.list(folder.resolve("library/uploads"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void goesOnWhereACutConnectionEnded() throws IOException {
        String upload = create("film.bin", FILE.length);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            socket.getOutputStream()
                    .write(("PATCH " + upload + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                                    + RunningGateway.TOKEN + "\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\n"
                                    + "Content-Type: application/offset+octet-stream\r\nContent-Length: 3000000\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(FILE, 0, 1_500_000);
            socket.getOutputStream().flush();
            Path content = folder.resolve("library/uploads")
                    .resolve(upload.substring(13))
                    .resolve("content");
            while (Files.size(content) < 1_500_000) {
                Thread.onSpinWait();
            }
            // Nobody told this gateway that the other connection is dead; the second try ends it.
            RunningGateway.problem(part(upload, 0, 10), 423);
        }
        HttpResponse<String> state =
                await(upload, answer -> header(answer, "upload-offset").equals("1500000"));
        assertThat(state.statusCode()).isEqualTo(200);
        HttpResponse<String> last = part(upload, 1_500_000, 3_000_000);
        assertThat(client.bytes("/objects/" + header(last, "bittube-object")).body())
                .isEqualTo(FILE);
    }

    @Test
    void refusesWhatIsNoPartOfIt() {
        assertThat(gateway.send(gateway.request("/api/uploads").POST(BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(401);
        String upload = create("film.bin", FILE.length);
        HttpResponse<String> elsewhere = part(upload, 5, 10);
        RunningGateway.problem(elsewhere, 409);
        assertThat(header(elsewhere, "upload-offset")).isEqualTo("0");
        HttpRequest.Builder type =
                tus("PATCH", upload, BodyPublishers.ofString("x")).header("Upload-Offset", "0");
        RunningGateway.problem(gateway.send(type), 415);
        HttpResponse<String> old = gateway.send(
                authorised(upload).header("Tus-Resumable", "0.2.2").method("HEAD", BodyPublishers.noBody()));
        assertThat(old.statusCode()).isEqualTo(412);
        assertThat(header(old, "tus-version")).isEqualTo("1.0.0");
        HttpResponse<String> tooMuch =
                gateway.send(tus("PATCH", upload, BodyPublishers.ofByteArray(Arrays.copyOf(FILE, FILE.length + 1)))
                        .header("Content-Type", "application/offset+octet-stream")
                        .header("Upload-Offset", "0"));
        RunningGateway.problem(tooMuch, 413);
        RunningGateway.problem(creation("film.bin", (3 << 20) + 1), 413);
        RunningGateway.problem(creation("film.bin", 0), 400);
        RunningGateway.problem(creation("a/b", 5), 400);
        RunningGateway.problem(
                gateway.send(
                        tus("POST", "/api/uploads", BodyPublishers.noBody()).header("Upload-Length", "5")),
                400);
        assertThat(head("/api/uploads/nothing").statusCode()).isEqualTo(404);
        HttpResponse<String> options =
                gateway.send(gateway.request("/api/uploads").method("OPTIONS", BodyPublishers.noBody()));
        assertThat(options.statusCode()).isEqualTo(204);
        assertThat(header(options, "tus-max-size")).isEqualTo(Integer.toString(3 << 20));
    }

    @Test
    void staysWhenTheLibraryIsFullAndBecomesTheObjectLater() {
        stop();
        gateway = RunningGateway.start(folder, false, Map.of("free-megabytes", "0", "max-objects", "1"));
        client = new LibraryClient(gateway);
        String first = client.added("first", new byte[1]);
        String upload = create("film.bin", FILE.length);
        RunningGateway.problem(part(upload, 0, FILE.length), 409);
        gateway.api("DELETE", "/api/objects/" + first, "");
        HttpResponse<String> again = part(upload, FILE.length, FILE.length);
        assertThat(client.bytes("/objects/" + header(again, "bittube-object")).body())
                .isEqualTo(FILE);
    }

    @Test
    void twoUploadsOfOneFileAtTheSameTimeGiveOneObject() {
        List<String> uploads = List.of(create("film.bin", FILE.length), create("again.bin", FILE.length));
        List<CompletableFuture<String>> ids = uploads.stream()
                .map(upload ->
                        CompletableFuture.supplyAsync(() -> header(part(upload, 0, FILE.length), "bittube-object")))
                .toList();
        String id = ids.get(0).join();
        assertThat(ids.get(1).join()).isEqualTo(id).hasSize(43);
        assertThat(client.bytes("/objects/" + id).body()).isEqualTo(FILE);
        assertThat(RunningGateway.json(gateway.get("/objects")).get("objects")).hasSize(1);
    }

    @Test
    void visibilityOutlivesTheGatewayAndIsThereFromTheFirstMomentOn() {
        String upload = header(creation("draft.bin", FILE.length, ",visibility " + base64("unlisted")), "location");
        part(upload, 0, 1_000_000);
        stop();
        start();
        String id = header(part(upload, 1_000_000, FILE.length), "bittube-object");
        assertThat(client.bytes("/objects/" + id).body()).isEqualTo(FILE);
        assertThat(RunningGateway.json(gateway.get("/objects")).get("objects")).isEmpty();
        RunningGateway.problem(creation("draft.bin", 10, ",visibility " + base64("token")), 400);
    }

    private HttpResponse<String> creation(String name, int length) {
        return creation(name, length, "");
    }

    private HttpResponse<String> creation(String name, int length, String more) {
        return gateway.send(tus("POST", "/api/uploads", BodyPublishers.noBody())
                .header("Upload-Length", Integer.toString(length))
                .header("Upload-Metadata", "type dmlkZW8=,filename " + base64(name) + more));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private String create(String name, int length) {
        HttpResponse<String> answer = creation(name, length);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return header(answer, "location");
    }

    private HttpResponse<String> part(String upload, int from, int to) {
        return gateway.send(tus("PATCH", upload, BodyPublishers.ofByteArray(Arrays.copyOfRange(FILE, from, to)))
                .header("Content-Type", "application/offset+octet-stream")
                .header("Upload-Offset", Integer.toString(from)));
    }

    private HttpResponse<String> head(String upload) {
        return gateway.send(tus("HEAD", upload));
    }

    private HttpResponse<String> await(String upload, Predicate<HttpResponse<String>> asWanted) {
        long deadline = System.nanoTime() + 20_000_000_000L;
        HttpResponse<String> answer = head(upload);
        while (!asWanted.test(answer)) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            answer = head(upload);
        }
        return answer;
    }

    private HttpRequest.Builder tus(String method, String path) {
        return tus(method, path, BodyPublishers.noBody());
    }

    private HttpRequest.Builder tus(String method, String path, HttpRequest.BodyPublisher body) {
        return authorised(path).header("Tus-Resumable", "1.0.0").method(method, body);
    }

    private HttpRequest.Builder authorised(String path) {
        return gateway.request(path).header("Authorization", "Bearer " + RunningGateway.TOKEN);
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("missing");
    }
}
