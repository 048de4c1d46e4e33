package org.bittube.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands as a person gives them, and a real gateway. */
final class ClientCommandsIT {
    private static final byte[] CONTENTS = LibraryClient.contents(5_000_001, 3);

    @TempDir
    private Path folder = Path.of("");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private RunningGateway gateway;
    private LibraryClient client;
    private String address = "";

    @BeforeEach
    void start() {
        gateway = RunningGateway.start(folder.resolve("data"), false, Map.of("free-megabytes", "0"));
        client = new LibraryClient(gateway);
        address = gateway.request("").build().uri().toString();
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void getsWhatTheGatewayHas() throws Exception {
        String id = client.added("notes.bin", CONTENTS);
        Path file = folder.resolve("copy");
        assertThat(run("get", id, "-o", file.toString(), "--gateway", address)).isZero();
        assertThat(Files.readAllBytes(file)).isEqualTo(CONTENTS);
        assertThat(text(out).strip()).isEqualTo(file.toString());
        assertThat(text(err)).contains("100 %", "5.0 MB");
        Files.delete(file);
        Files.write(folder.resolve("notes.bin.part"), Arrays.copyOf(CONTENTS, 3_000_000));
        assertThat(run("get", address + "/objects/" + id + "?download", "--output", folder.toString()))
                .isZero();
        assertThat(Files.readAllBytes(folder.resolve("notes.bin"))).isEqualTo(CONTENTS);
    }

    @Test
    void getsWithATokenOnly() throws Exception {
        String id = client.added("notes.bin", CONTENTS);
        String token = RunningGateway.json(gateway.api("PATCH", "/api/objects/" + id, "{\"visibility\":\"token\"}"))
                .get("token")
                .textValue();
        String file = folder.resolve("copy").toString();
        assertThat(run("get", address + "/objects/" + id, "-o", file)).isEqualTo(1);
        assertThat(text(err)).contains("401", "--token");
        assertThat(run("get", id, "-o", file, "--gateway", address, "--token", token))
                .isZero();
        assertThat(Files.readAllBytes(Path.of(file))).isEqualTo(CONTENTS);
        assertThat(run("get", address + "/objects/" + id + "?token=" + token, "-o", file + "2"))
                .isZero();
    }

    @Test
    void seedsWhatCanBeHadAgain() throws Exception {
        Path one = Files.write(folder.resolve("one.bin"), CONTENTS);
        Path two = Files.write(folder.resolve("two.bin"), LibraryClient.contents(17_000_000, 5));
        assertThat(run("seed", one.toString(), two.toString(), "--gateway", address))
                .as(text(err))
                .isZero();
        String[] lines = text(out).lines().toArray(String[]::new);
        assertThat(lines).hasSize(2);
        for (String line : lines) {
            String[] words = line.split("  ", -1);
            assertThat(words[1]).isEqualTo(address + "/objects/" + words[0] + "/watch");
        }
        String second = lines[1].split("  ", -1)[1];
        assertThat(run("get", second, "-o", folder.resolve("copy").toString())).isZero();
        assertThat(folder.resolve("copy")).hasSameBinaryContentAs(two);
        out.reset();
        assertThat(run("seed", one.toString(), "--gateway", address)).isZero();
        assertThat(text(out).strip()).as("the same contents").isEqualTo(lines[0]);
        err.reset();
        assertThat(run("seed", one.toString(), "--gateway", address, "--token", "wrong-token"))
                .isEqualTo(1);
        assertThat(text(err)).contains("401", "--token");
    }

    @Test
    void failuresAreOneLineAndAStatus() {
        assertThat(run("get", "A".repeat(43), "--gateway", address)).isEqualTo(1);
        assertThat(text(err).lines()).singleElement().asString().startsWith("bittube: the gateway answers 404");
        err.reset();
        for (String start : List.of("-", "--", "-o", "-h", "-V")) {
            String id = start + "A".repeat(43 - start.length());
            assertThat(run("get", id, "--gateway", address)).as(id).isEqualTo(1);
            assertThat(run("get", "--gateway", address, "--token", id, id))
                    .as(id)
                    .isEqualTo(1);
            assertThat(text(err).lines()).allMatch(line -> line.startsWith("bittube: the gateway answers 404"));
            err.reset();
        }
        assertThat(run("get", "news", "--gateway", address)).isEqualTo(2);
        assertThat(text(err).lines()).singleElement().asString().contains("no id of 43 characters");
        assertThat(run("get")).isEqualTo(2);
        assertThat(run("seed")).isEqualTo(2);
        assertThat(run("seed", "--gateway", "somewhere", "file")).isEqualTo(2);
        assertThat(run("seed", "--gateway", address, folder.resolve("missing").toString()))
                .isEqualTo(1);
        assertThat(text(out)).isEmpty();
    }

    private int run(String... arguments) {
        Map<String, String> environment =
                Map.of("XDG_STATE_HOME", folder.toString(), "BITTUBE_ADMIN_TOKEN", RunningGateway.TOKEN);
        return new Main(environment, stream(out), stream(err)).run(arguments);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
