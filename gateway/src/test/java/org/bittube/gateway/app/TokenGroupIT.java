package org.bittube.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Viewers of an object that needs a token meet each other with it only. */
final class TokenGroupIT {
    @TempDir
    private Path folder = Path.of("");

    private RunningGateway gateway;
    private String id = "";

    @BeforeEach
    void start() {
        gateway = RunningGateway.start(folder, false, Map.of("free-megabytes", "0"));
        id = new LibraryClient(gateway).added("film", LibraryClient.contents(70_000, 1));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void viewersWithoutTheTokenAreNotIntroduced() throws Exception {
        String token = makeToken();
        TrackerViewer guest = viewer();
        guest.join(token);
        assertThat(guest.next()).contains("\"welcome\"", "\"peers\":1");
        TrackerViewer stranger = viewer();
        stranger.join(null);
        assertThat(stranger.next()).contains("\"error\"", "\"denied\"", "\"fatal\":true", "needs its token");
        stranger.join("wrong");
        assertThat(stranger.next()).contains("\"denied\"");
        stranger.say("{\"type\":\"more\",\"group\":\"%s\",\"want\":4,\"exclude\":[]}");
        assertThat(stranger.next()).contains("\"not-joined\"");
        stranger.join(token);
        assertThat(stranger.next()).contains("\"welcome\"", "\"peers\":2");
        assertThat(stranger.next()).contains("\"introduce\"");
        assertThat(guest.next()).contains("\"introduce\"");
    }

    @Test
    void objectThatGetsATokenKeepsNobodyWithoutItLongerThanToTheNextReport() throws Exception {
        TrackerViewer early = viewer();
        early.join(null);
        assertThat(early.next()).contains("\"welcome\"");
        String token = makeToken();
        early.report();
        assertThat(early.next()).contains("\"denied\"", "\"fatal\":true");
        early.join(token);
        assertThat(early.next()).contains("\"welcome\"", "\"peers\":1");
        early.report();
        makeToken();
        early.report();
        assertThat(early.next()).contains("\"denied\"");
        gateway.api("PATCH", "/api/objects/" + id, "{\"visibility\":\"unlisted\"}");
        early.join(null);
        assertThat(early.next()).contains("\"welcome\"");
    }

    @Test
    void whoGuessesIsSlowed() throws Exception {
        makeToken();
        TrackerViewer stranger = viewer();
        String told;
        int guesses = 0;
        do {
            stranger.join("guess" + guesses++);
            told = stranger.next();
        } while (told.contains("\"denied\"") && guesses < 190);
        assertThat(told).contains("\"rate\"", "Too many wrong tokens");
        assertThat(guesses).isGreaterThan(50);
    }

    private String makeToken() {
        return RunningGateway.json(gateway.api("PATCH", "/api/objects/" + id, "{\"visibility\":\"token\"}"))
                .get("token")
                .textValue();
    }

    private TrackerViewer viewer() {
        return new TrackerViewer(gateway.port(), id);
    }
}
