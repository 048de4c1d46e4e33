package org.bittube.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bittube.gateway.encoding.Base64Url;
import org.bittube.gateway.object.HashGroup;
import org.bittube.gateway.object.MerkleHash;
import org.bittube.gateway.object.Playback;
import org.bittube.gateway.object.SeekPoint;
import org.bittube.gateway.object.SignedDescriptor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files become objects, and come out as they went in. */
class LibraryIT {
    private static final int PIECE = 65_536;

    @TempDir
    Path folder;

    private RunningGateway gateway;
    private LibraryClient client;

    @BeforeEach
    void start() {
        gateway = RunningGateway.start(folder, false, Map.of("free-megabytes", "0"));
        client = new LibraryClient(gateway);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void everyPartOfAnUploadedFileLeadsToItsId() {
        byte[] file = LibraryClient.contents(129 * PIECE + 5, 0);
        String id = client.added("notes.pdf", file);
        SignedDescriptor descriptor = SignedDescriptor.open(
                id, client.bytes("/objects/" + id + "/descriptor").body());
        assertThat(descriptor.descriptor().name()).isEqualTo("notes.pdf");
        assertThat(descriptor.descriptor().type()).isEqualTo("application/pdf");
        assertThat(descriptor.descriptor().playback()).isEmpty();
        byte[] root = Base64Url.decode(descriptor.descriptor().root());
        MerkleHash hash = new MerkleHash();
        for (int group = 0; group < 3; group++) {
            HttpResponse<byte[]> answer = client.bytes("/objects/" + id + "/hashes/" + group);
            assertThat(answer.headers().firstValue("cache-control").orElseThrow())
                    .contains("public", "immutable");
            assertThat(answer.headers().firstValue("access-control-allow-origin"))
                    .contains("*");
            byte[] leaves = HashGroup.verify(root, descriptor.descriptor().pieces(), group, answer.body());
            int first = group * 64 + 1;
            int last = Math.min(130, first + 31);
            byte[] pieces = client.bytes("/objects/" + id + "/pieces/" + first + "-" + last)
                    .body();
            for (int piece = first; piece <= last; piece++) {
                int at = (piece - first) * PIECE;
                byte[] leaf = hash.leaf(pieces, at, Math.min(PIECE, pieces.length - at));
                assertThat(leaf).isEqualTo(Arrays.copyOfRange(leaves, (piece - first) * 32, (piece - first + 1) * 32));
            }
        }
        assertThat(client.bytes("/objects/" + id).body()).isEqualTo(file);
        JsonNode info = RunningGateway.json(gateway.get("/objects/" + id + "/info.json"));
        assertThat(info.get("group").textValue()).isEqualTo(id);
        assertThat(info.get("size").intValue()).isEqualTo(file.length);
        assertThat(info.get("tracker").textValue()).isEqualTo("/tracker");
        assertThat(info.has("durationMillis")).isFalse();
    }

    @Test
    void flvIsIndexedForThePlayer() throws IOException {
        byte[] file = Files.readAllBytes(Path.of(System.getProperty("bittube.testdata"), "flv", "h264-aac.flv"));
        String id = client.added("clip.flv", file);
        SignedDescriptor opened = SignedDescriptor.open(
                id, client.bytes("/objects/" + id + "/descriptor").body());
        assertThat(opened.descriptor().type()).isEqualTo("video/x-flv");
        Playback playback = opened.descriptor().playback().orElseThrow();
        assertThat(playback.durationMillis()).isPositive();
        assertThat(playback.prelude().getString(0, 3)).isEqualTo("FLV");
        for (SeekPoint point : playback.points()) {
            // A video tag of a keyframe: type 9, later a first nibble of 1.
            assertThat(file[(int) point.offset()]).isEqualTo((byte) 9);
            assertThat(file[(int) point.offset() + 11] >> 4 & 7).isEqualTo(1);
        }
        JsonNode info = RunningGateway.json(gateway.get("/objects/" + id + "/info.json"));
        assertThat(info.get("durationMillis").longValue()).isEqualTo(playback.durationMillis());
    }

    @Test
    void sameContentsAreTheSameObjectUnderTheirFirstName() {
        byte[] file = LibraryClient.contents(200_000, 1);
        String id = client.added("first.bin", file);
        HttpResponse<String> again = client.post("second.bin", file);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(RunningGateway.json(again).get("id").textValue()).isEqualTo(id);
        assertThat(RunningGateway.json(again).get("created").booleanValue()).isFalse();
        assertThat(RunningGateway.json(gateway.get("/objects")).get("objects")).hasSize(1);
    }

    @Test
    void oneOfManyUploadsOfOneFileMakesTheObject() throws IOException {
        byte[] file = LibraryClient.contents(3 * PIECE, 2);
        List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, 6)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> client.post("file" + i, file)))
                .toList();
        List<Integer> statuses = answers.stream()
                .map(answer -> answer.join().statusCode())
                .sorted()
                .toList();
        assertThat(statuses).containsExactly(200, 200, 200, 200, 200, 201);
        assertThat(answers.stream()
                        .map(answer -> RunningGateway.json(answer.join()).get("id"))
                        .distinct())
                .hasSize(1);
        assertThat(incoming()).isEmpty();
    }

    @Test
    void keepsObjectsOverARestartAndForgetsDeletedOnes() throws IOException {
        String kept = client.added("kept.txt", LibraryClient.contents(10, 3));
        String gone = client.added("gone.txt", LibraryClient.contents(10, 4));
        assertThat(gateway.api("DELETE", "/api/objects/" + gone, "").statusCode())
                .isEqualTo(204);
        RunningGateway.problem(gateway.get("/objects/" + gone), 404);
        RunningGateway.problem(gateway.api("DELETE", "/api/objects/" + gone, ""), 404);
        byte[] descriptor = client.bytes("/objects/" + kept + "/descriptor").body();
        Files.createDirectories(folder.resolve("library/incoming/in-left"));
        stop();
        start();
        assertThat(client.bytes("/objects/" + kept + "/descriptor").body()).isEqualTo(descriptor);
        assertThat(client.bytes("/objects/" + kept).body()).isEqualTo(LibraryClient.contents(10, 3));
        RunningGateway.problem(gateway.get("/objects/" + gone + "/info.json"), 404);
        assertThat(incoming()).isEmpty();
        assertThat(RunningGateway.json(gateway.api("GET", "/api/groups/" + kept, ""))
                        .get("peers")
                        .intValue())
                .isZero();
        RunningGateway.problem(gateway.api("GET", "/api/groups/" + gone, ""), 404);
    }

    @Test
    void listsThePublicOnesPageByPage() {
        for (int i = 0; i < 103; i++) {
            client.added("file" + i, LibraryClient.contents(20 + i, 5));
        }
        String hidden = client.added("hidden", LibraryClient.contents(9, 5));
        gateway.api("PATCH", "/api/objects/" + hidden, "{\"visibility\":\"unlisted\"}");
        JsonNode first = RunningGateway.json(gateway.get("/objects"));
        assertThat(first.get("objects")).hasSize(100);
        assertThat(first.get("objects").get(0).get("name").textValue()).isEqualTo("file102");
        JsonNode second = RunningGateway.json(
                gateway.get("/objects?after=" + first.get("next").textValue()));
        assertThat(second.get("objects")).hasSize(3);
        assertThat(second.has("next")).isFalse();
        RunningGateway.problem(gateway.get("/objects?after=nonsense"), 400);
        assertThat(RunningGateway.json(gateway.api("GET", "/api/objects", ""))
                        .get("objects")
                        .get(0)
                        .get("visibility")
                        .textValue())
                .isEqualTo("unlisted");
    }

    @Test
    void uploadIsInNoListFromTheFirstMomentOnWhereThatIsWanted() {
        HttpResponse<String> made = gateway.send(
                client.upload("draft.bin", "unlisted").POST(BodyPublishers.ofByteArray(new byte[] {1, 2, 3})));
        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(RunningGateway.json(gateway.get("/objects")).get("objects")).isEmpty();
        String id = RunningGateway.json(made).get("id").textValue();
        assertThat(client.bytes("/objects/" + id).body()).containsExactly(1, 2, 3);
        for (String bad : List.of("token", "private", "")) {
            RunningGateway.problem(
                    gateway.send(client.upload("x", bad).POST(BodyPublishers.ofByteArray(new byte[1]))), 400);
        }
    }

    @Test
    void tokenIsToldOnceAndNeededFromThenOn() {
        String id = client.added("secret.txt", LibraryClient.contents(100, 6));
        JsonNode changed = RunningGateway.json(
                gateway.api("PATCH", "/api/objects/" + id, "{\"title\":\"Our film\",\"visibility\":\"token\"}"));
        String token = changed.get("token").textValue();
        assertThat(changed.get("title").textValue()).isEqualTo("Our film");
        assertThat(gateway.api("GET", "/api/objects/" + id, "").body()).doesNotContain(token);
        for (String path : List.of("", "/info.json", "/descriptor", "/hashes/0", "/pieces/1-1")) {
            RunningGateway.problem(gateway.get("/objects/" + id + path), 401);
            RunningGateway.problem(gateway.get("/objects/" + id + path + "?token=wrong"), 401);
            assertThat(gateway.get("/objects/" + id + path + "?token=" + token).statusCode())
                    .isEqualTo(200);
            assertThat(gateway.get("/objects/" + id + path, "Authorization", "Bearer " + token)
                            .statusCode())
                    .isEqualTo(200);
        }
        assertThat(client.bytes("/objects/" + id + "/pieces/1-1?token=" + token)
                        .headers()
                        .firstValue("cache-control")
                        .orElseThrow())
                .startsWith("private");
        assertThat(RunningGateway.json(gateway.get("/objects")).get("objects")).isEmpty();
        gateway.api("PATCH", "/api/objects/" + id, "{\"visibility\":\"public\"}");
        assertThat(gateway.get("/objects/" + id).statusCode()).isEqualTo(200);
    }

    @Test
    void operatorAloneChangesTheLibrary() {
        String id = client.added("file", LibraryClient.contents(1, 7));
        assertThat(gateway.send(gateway.request("/api/objects?name=x").POST(BodyPublishers.ofString("x")))
                        .statusCode())
                .isEqualTo(401);
        assertThat(gateway.get("/api/objects").statusCode()).isEqualTo(401);
        assertThat(gateway.send(gateway.request("/api/objects/" + id).DELETE()).statusCode())
                .isEqualTo(401);
        RunningGateway.problem(gateway.api("PATCH", "/api/objects/" + id, "{\"visibility\":\"all\"}"), 400);
        RunningGateway.problem(gateway.api("PATCH", "/api/objects/" + id, "{\"title\":\"\"}"), 400);
        RunningGateway.problem(gateway.api("PATCH", "/api/objects/" + id, "{\"name\":\"x\"}"), 400);
        assertThat(gateway.get("/objects/" + id).statusCode()).isEqualTo(200);
    }

    private List<Path> incoming() throws IOException {
        try (Stream<Path> left = Files.list(folder.resolve("library/incoming"))) {
            return left.toList();
        }
    }
}
