package org.bittube.tracker.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bittube.tracker.access.Origins;
import org.bittube.tracker.webtorrent.Id20;
import org.bittube.tracker.webtorrent.SwarmName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebTorrentListsTest {
    @TempDir
    private Path folder = Path.of("");

    private long writes;

    private Path write(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("allow"), text, StandardCharsets.ISO_8859_1);
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000 + 1_000 * ++writes));
        return file;
    }

    private static Id20 swarm(String name) {
        return SwarmName.read(name).orElseThrow();
    }

    @Test
    void aListIsReadAgainWhenItChangesAndStaysWhenItIsWrong() throws Exception {
        Path file =
                write("# ours\n\n  6162636465666768696a6b6c6d6e6f7071727374  \r\nswarm: live\n4XknM/qGtwSneN6ykA6r\n");
        WebTorrentLists lists =
                new WebTorrentLists(new WebTorrentFiles(Optional.of(file), Optional.empty(), Optional.empty()));
        List<String> problems = new ArrayList<>();
        assertThat(lists.refresh(problems)).isTrue();
        assertThat(lists.refresh(problems)).as("nothing changed").isFalse();
        assertThat(lists.access().swarms().allowed().orElseThrow())
                .containsExactlyInAnyOrder(
                        swarm("abcdefghijklmnopqrst"), swarm("swarm:live"), swarm("4XknM/qGtwSneN6ykA6r"));

        write("6162636465666768696a6b6c6d6e6f7071727374\nsome torrent\n");
        assertThat(lists.refresh(problems)).isFalse();
        assertThat(problems).singleElement().asString().contains("webtorrent-allow", "line 2 is not 40 hexadecimal");
        assertThat(lists.refresh(problems)).isFalse();
        assertThat(problems).as("told once").hasSize(1);
        assertThat(lists.access().swarms().allowed().orElseThrow()).hasSize(3);

        write("\u00e9");
        lists.refresh(problems);
        assertThat(problems).last().asString().contains("not UTF-8");
        Files.delete(file);
        lists.refresh(problems);
        lists.refresh(problems);
        assertThat(problems).hasSize(3).last().asString().contains("no such file");
        write("abcdefghijklmnopqrst");
        assertThat(lists.refresh(problems)).isTrue();
        assertThat(lists.access().swarms().allowed().orElseThrow()).containsExactly(swarm("abcdefghijklmnopqrst"));
    }

    @Test
    void anEmptyListAllowsNothing() throws Exception {
        WebTorrentLists lists =
                new WebTorrentLists(new WebTorrentFiles(Optional.of(write("")), Optional.empty(), Optional.empty()));
        lists.refresh(new ArrayList<>());
        assertThat(lists.access().swarms().allowed().orElseThrow()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://tv.example", "http://localhost:8080", "https://[2001:db8::1]:444", "HTTPS://TV.example"
            })
    void originsAreWhatBrowsersSend(String origin) {
        assertThat(Origins.parse(origin)).contains(origin.toLowerCase(Locale.ROOT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tv.example",
                "https://tv.example/",
                "https://",
                "*",
                "https://me@tv.example",
                "https://tv example",
                "null"
            })
    void whatIsNoOriginIsRefused(String origin) {
        assertThat(Origins.parse(origin)).isEmpty();
    }
}
