package org.bittube.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SettingsTest {

    private Path folder = Path.of("");

    @BeforeEach
    void remember(@TempDir Path given) {
        folder = given;
    }

    @Test
    void everythingHasADefaultThatFits() {
        Settings settings = read(Map.of(), Map.of());
        for (Setting<?> setting : GatewaySettings.ALL) {
            assertThat((Object) settings.get(setting)).as(setting.key()).isNotNull();
        }
        assertThat(settings.get(GatewaySettings.HTTP_PORT)).isEqualTo(8080);
        assertThat(settings.mediaFolders()).containsExactly(Path.of("bittube-data", "media"));
    }

    @Test
    void optionGoesBeforeEnvironmentBeforeFile() throws IOException {
        file("http-port: 1001\nstun-port: 1002\nwindow-seconds: 20\n");
        Map<String, String> environment = Map.of("BITTUBE_HTTP_PORT", "2001", "BITTUBE_STUN_PORT", "2002");
        Settings settings = read(environment, Map.of("http-port", "3001"));
        assertThat(settings.get(GatewaySettings.HTTP_PORT)).isEqualTo(3001);
        assertThat(settings.get(GatewaySettings.STUN_PORT)).isEqualTo(2002);
        assertThat(settings.get(GatewaySettings.WINDOW_SECONDS)).isEqualTo(20);
    }

    @Test
    void fileMayBeEmptyAndMayHaveListsAndComments() throws IOException {
        file("# nothing yet\n");
        assertThat(read(Map.of(), Map.of()).get(GatewaySettings.HTTP_PORT)).isEqualTo(8080);
        file("# folders\nmedia-dirs:\n  - /srv/a\n  - '/srv/b c'\nadmin-token:\npublic-host: live.example\n");
        Settings settings = read(Map.of(), Map.of());
        assertThat(settings.mediaFolders()).containsExactly(Path.of("/srv/a"), Path.of("/srv/b c"));
        assertThat(settings.get(GatewaySettings.ADMIN_TOKEN)).isEmpty();
        assertThat(settings.get(GatewaySettings.PUBLIC_HOST)).isEqualTo("live.example");
    }

    @Test
    void unknownKeyIsRefusedWithItsLineAndTheNearestKnownOne() throws IOException {
        file("http-port: 9000\n\nhttp-prot: 9001\n");
        assertFails(Map.of(), "bittube.yaml, line 3", "\"http-prot\"", "\"http-port\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http-port: 70000        | line 1 | from 0 to 65535, not \"70000\"",
                "http-port: eighty       | line 1 | a whole number",
                "http-port: 80.5         | line 1 | a whole number",
                "http-port: [80, 81]     | line 1 | a whole number",
                "http-port: {a: 1}       | line 1 | must be one value",
                "window-seconds: 4       | line 1 | from 5 to 600",
                "tracker: http://x/      | line 1 | a ws:// or wss:// address",
                "log-level: loud         | line 1 | one of error, warn, info, debug",
                "public-host: http://x   | line 1 | without scheme and port",
                "- http-port             | line 1 | expected lines like",
                "just words              | line 1 | expected lines like",
                "media-dirs: ['a,b']     | line 1 | without commas",
                "'a: 1\nb: \"'           | line 1 | unknown key \"a\"",
                "\"http-port: [\"        | line 1 | expected lines like",
            })
    void wrongValuesAreRefusedWithTheirLine(String text, String where, String what) throws IOException {
        file(text);
        assertFails(Map.of(), "bittube.yaml, " + where, what);
    }

    @Test
    void brokenYamlIsRefusedWithTheLine() throws IOException {
        file("http-port: 8080\ndata-dir: [unclosed\n");
        assertFails(Map.of(), "bittube.yaml, line", "not valid YAML");
        file("http-port: 1\nhttp-port: 2\n");
        assertFails(Map.of(), "bittube.yaml, line 2", "http-port");
        file("http-port: 1\n---\nhttp-port: 2\n");
        assertFails(Map.of(), "bittube.yaml, line", "one YAML document");
    }

    @Test
    void fileThatIsNoneIsRefused() throws IOException {
        Files.createDirectory(folder.resolve("bittube.yaml"));
        assertFails(Map.of(), "cannot be read");
        assertThatThrownBy(() -> new SettingsReader(folder, Map.of()).read(Map.of(), Path.of("other.yaml")))
                .isInstanceOf(StartupFailure.class)
                .hasMessageContaining("other.yaml does not exist");
    }

    @Test
    void wrongTokenIsNotRepeated() {
        assertThatThrownBy(() -> read(Map.of("BITTUBE_ADMIN_TOKEN", "s3cret"), Map.of()))
                .isInstanceOf(StartupFailure.class)
                .hasMessageContaining("BITTUBE_ADMIN_TOKEN")
                .hasMessageContaining("8 to 256")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void wrongOptionAndWrongVariableAreNamed() {
        assertFails(Map.of("BITTUBE_STUN_PORT", "x"), "environment variable BITTUBE_STUN_PORT: stun-port must be");
        assertThatThrownBy(() -> read(Map.of(), Map.of("stun-port", "-1")))
                .isInstanceOf(StartupFailure.class)
                .hasMessageContaining("option --stun-port: stun-port must be");
    }

    private void assertFails(Map<String, String> environment, String... parts) {
        assertThatThrownBy(() -> read(environment, Map.of()))
                .isInstanceOf(StartupFailure.class)
                .message()
                .contains(parts)
                .doesNotContain("\n");
    }

    private Settings read(Map<String, String> environment, Map<String, String> options) {
        return new SettingsReader(folder, environment).read(options, null);
    }

    private void file(String text) throws IOException {
        Files.writeString(folder.resolve("bittube.yaml"), text);
    }
}
