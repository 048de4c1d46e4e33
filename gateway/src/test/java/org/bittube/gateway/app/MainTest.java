package org.bittube.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MainTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @ParameterizedTest
    @ValueSource(strings = {"", "serve", "demo"})
    void helpNamesEachSetting(String command) {
        assertThat(command.isEmpty() ? run("--help") : run(command, "--help")).isZero();
        for (Setting<?> setting : GatewaySettings.ALL) {
            assertThat(text(out)).contains(setting.option() + "=");
        }
        assertThat(text(err)).isEmpty();
    }

    @Test
    void versionIsPrinted() {
        assertThat(run("--version")).isZero();
        assertThat(text(out)).startsWith("BitTube ");
    }

    @Test
    void wrongUsageIsOneLineAndStatus2() {
        assertThat(run("--http-prot", "1")).isEqualTo(2);
        assertThat(text(err).lines()).singleElement().asString().contains("--http-prot");
        assertThat(run("serf")).isEqualTo(2);
        assertThat(run("serve", "--http-port")).isEqualTo(2);
        assertThat(text(out)).isEmpty();
    }

    @Test
    void wrongValueIsOneLineAndStatus1() {
        assertThat(run("--http-port", "99999")).isEqualTo(1);
        assertThat(text(err).lines()).singleElement().asString().contains("option --http-port");
        err.reset();
        assertThat(run("--stun-port", "1", "serve", "--stun-port", "x")).isEqualTo(1);
        assertThat(text(err)).as("the command's own option wins").contains("not \"x\"");
    }

    /** The README is written by hand, but what it says of settings is this very table. */
    @Test
    void readmeHasTheTableOfSettings() throws IOException {
        assertThat(run("settings")).isZero();
        String testdata = System.getProperty("bittube.testdata");
        String readme = Files.readString(Path.of(testdata).resolveSibling("README.md"));
        String table = readme.substring(readme.indexOf("<!-- settings -->"), readme.indexOf("<!-- /settings -->"));
        assertThat(table.replace("<!-- settings -->", "").strip())
                .as("put the output of './bittube settings' between the markers in README.md")
                .isEqualTo(text(out).strip());
        for (Setting<?> setting : GatewaySettings.ALL) {
            assertThat(table).contains("| `" + setting.key() + "` | ").contains(setting.defaultText());
        }
    }

    private int run(String... arguments) {
        return new Main(Map.of(), stream(out), stream(err)).run(arguments);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
