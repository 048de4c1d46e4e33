package org.bittube.tracker.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.bittube.tracker.message.TurnAccess;
import org.junit.jupiter.api.Test;

class TurnServersTest {
    private static final List<String> URLS = List.of("turn:turn.example:3478", "turns:turn.example:443?transport=tcp");

    @Test
    void makesAPasswordThatTheServersCanCheck() {
        TurnServers servers = new TurnServers(URLS, "north", 600, () -> 1_433_895_318_999L);
        TurnAccess access = servers.accessFor("AAECAwQFBgcICQoLDA0ODw");
        assertThat(access.urls()).isEqualTo(URLS);
        assertThat(access.username()).isEqualTo("1433895918:AAECAwQFBgcICQoLDA0ODw");
        // As openssl dgst -sha1 -hmac north -binary | base64 makes it of the name.
        assertThat(access.credential()).isEqualTo("59Eww6UcJwGTtlscTilBDU0NEck=");
    }

    @Test
    void showsNeitherSecretNorPassword() {
        TurnServers servers = new TurnServers(URLS, "north", 600, () -> 0);
        TurnAccess access = servers.accessFor("AAECAwQFBgcICQoLDA0ODw");
        assertThat(servers.toString() + access).doesNotContain("north", access.credential());
    }

    @Test
    void saysWhatIsWrongWithTheSettings() {
        assertThatThrownBy(() -> new TurnServers(List.of("http://x"), "north", 600, () -> 0))
                .hasMessageContaining("turn:host:3478");
        assertThatThrownBy(() -> new TurnServers(URLS, "", 600, () -> 0)).hasMessageContaining("secret");
        assertThatThrownBy(() -> new TurnServers(URLS, "north", 5, () -> 0)).hasMessageContaining("60 seconds");
    }
}
