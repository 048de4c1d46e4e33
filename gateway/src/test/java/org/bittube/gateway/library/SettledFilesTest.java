package org.bittube.gateway.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.bittube.gateway.library.SettledFiles.Stamp;
import org.bittube.gateway.library.SettledFiles.Taken;
import org.junit.jupiter.api.Test;

class SettledFilesTest {
    private static final Path FILM = Path.of("film.flv");
    private static final Path NOTES = Path.of("notes.txt");

    private final SettledFiles files = new SettledFiles();

    @Test
    void waitsUntilAFileLooksTheSameTwice() {
        assertThat(files.look(Map.of(FILM, new Stamp(10, 1)))).isEmpty();
        assertThat(files.look(Map.of(FILM, new Stamp(20, 1)))).isEmpty();
        assertThat(files.look(Map.of(FILM, new Stamp(20, 2), NOTES, new Stamp(1, 1))))
                .isEmpty();
        assertThat(files.look(Map.of(FILM, new Stamp(20, 2), NOTES, new Stamp(1, 1))))
                .containsExactly(FILM, NOTES);
    }

    @Test
    void asksAgainUntilItIsTakenAndWhenItChanges() {
        Stamp stamp = new Stamp(10, 1);
        files.look(Map.of(FILM, stamp));
        assertThat(files.look(Map.of(FILM, stamp))).containsExactly(FILM);
        assertThat(files.look(Map.of(FILM, stamp))).containsExactly(FILM);
        files.taken(FILM, new Taken(stamp, "id"));
        assertThat(files.look(Map.of(FILM, stamp))).isEmpty();
        Stamp changed = new Stamp(11, 2);
        assertThat(files.look(Map.of(FILM, changed))).isEmpty();
        assertThat(files.look(Map.of(FILM, changed))).containsExactly(FILM);
    }

    @Test
    void forgetsWhatIsGone() {
        Stamp stamp = new Stamp(10, 1);
        files.taken(FILM, new Taken(stamp, "id"));
        files.look(Map.of(NOTES, stamp));
        assertThat(files.taken()).isEmpty();
    }

    @Test
    void fileOfAnObjectIsKnownAsLongAsItIsThere() {
        Stamp stamp = new Stamp(10, 1);
        files.look(Map.of(FILM, stamp));
        files.taken(FILM, new Taken(stamp, "id"));
        assertThat(files.fileOf("id")).contains(FILM);
        assertThat(files.fileOf("other")).isEmpty();
        files.look(Map.of());
        assertThat(files.fileOf("id")).isEmpty();
    }
}
