package org.bittube.db.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import org.bittube.db.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChannelStoreTest {
    @TempDir
    Path temp;

    private Database database;
    private ChannelStore store;

    @BeforeEach
    void open() {
        database = Database.open(temp);
        store = new ChannelStore(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void keepsChannelsWhenItIsReopened() {
        ChannelRecord news = channel("news", true);
        ChannelRecord sport = channel("sport", false);
        store.insert(sport);
        store.insert(news);
        close();
        open();
        assertThat(store.all()).containsExactly(news, sport);
        assertThat(store.find("news")).contains(news);
        assertThat(store.find("News")).isEmpty();
    }

    @Test
    void refusesASecondChannelOfTheSameNameAndKeepsTheFirst() {
        ChannelRecord first = channel("news", true);
        store.insert(first);
        ChannelRecord second = new ChannelRecord(
                "news",
                "{\"other\":1}",
                false,
                false,
                "",
                new byte[32],
                new byte[48],
                ChannelAbout.NOTHING,
                Instant.EPOCH);
        assertThatThrownBy(() -> store.insert(second))
                .isInstanceOf(ChannelExists.class)
                .hasMessageContaining("news");
        assertThat(store.find("news")).contains(first);
    }

    @Test
    void remembersWhetherAChannelIsToRun() {
        store.insert(channel("news", true));
        store.setRunning("news", false);
        assertThat(store.find("news")).map(ChannelRecord::running).contains(false);
        store.setRunning("nothing", true);
        assertThat(store.all()).hasSize(1);
    }

    @Test
    void remembersWhetherAChannelIsToBeRecorded() {
        store.insert(channel("news", true));
        store.setRecorded("news", true);
        assertThat(store.find("news")).map(ChannelRecord::recorded).contains(true);
        store.setRecorded("nothing", true);
        assertThat(store.all()).hasSize(1);
    }

    @Test
    void remembersWhoMayWatchAChannel() {
        store.insert(channel("news", true));
        store.setPolicy("news", "{}");
        assertThat(store.find("news")).map(ChannelRecord::policyJson).contains("{}");
    }

    @Test
    void deletes() {
        store.insert(channel("news", true));
        assertThat(store.delete("news")).isTrue();
        assertThat(store.delete("news")).isFalse();
        assertThat(store.all()).isEmpty();
    }

    @Test
    void takesTheLongestNameAndSource() {
        ChannelRecord longest = new ChannelRecord(
                "n".repeat(128),
                "s".repeat(8192),
                true,
                true,
                "p".repeat(32_768),
                new byte[32],
                new byte[48],
                ChannelAbout.NOTHING,
                Instant.ofEpochMilli(1));
        store.insert(longest);
        assertThat(store.all()).containsExactly(longest);
        assertThatThrownBy(() -> new ChannelRecord(
                        "n".repeat(129),
                        "",
                        true,
                        false,
                        "",
                        new byte[32],
                        new byte[48],
                        ChannelAbout.NOTHING,
                        Instant.ofEpochMilli(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void remembersWhatViewersReadOfIt() {
        store.insert(channel("news", true));
        store.insert(channel("other", true));
        ChannelAbout about = new ChannelAbout("Tägliches", "x".repeat(ChannelAbout.LONGEST_DESCRIPTION), true);
        store.setAbout("news", about);
        assertThat(store.find("news"))
                .hasValueSatisfying(kept -> assertThat(kept.about()).isEqualTo(about));
        assertThat(store.find("other"))
                .hasValueSatisfying(kept -> assertThat(kept.about().title()).isEqualTo("The news"));
    }

    @Test
    void textForLogsHasNeitherKeyNorSourceNorPolicy() {
        ChannelRecord record = new ChannelRecord(
                "news",
                "http://user:secret@host/",
                true,
                false,
                "{\"secret\":1}",
                new byte[] {77, 77},
                new byte[] {99, 99},
                ChannelAbout.NOTHING,
                Instant.EPOCH);
        assertThat(record.toString()).contains("news").doesNotContain("secret", "99", "77", "[B@");
    }

    @Test
    void isNotChangedThroughTheArraysItWasMadeOf() {
        byte[] key = {1, 2, 3};
        ChannelRecord record =
                new ChannelRecord("news", "", true, false, "", key, key, ChannelAbout.NOTHING, Instant.EPOCH);
        key[0] = 9;
        record.privateKey()[0] = 9;
        assertThat(record.publicKey()).containsExactly(1, 2, 3);
        assertThat(record.privateKey()).containsExactly(1, 2, 3);
    }

    private static ChannelRecord channel(String name, boolean running) {
        byte[] publicKey = new byte[32];
        publicKey[0] = (byte) name.length();
        byte[] privateKey = new byte[48];
        privateKey[47] = (byte) 0xFF;
        return new ChannelRecord(
                name,
                "{\"type\":\"http-flv\"}",
                running,
                false,
                "",
                publicKey,
                privateKey,
                new ChannelAbout("The news", "Every hour", false),
                Instant.parse("2026-01-02T03:04:05.678901Z"));
    }
}
