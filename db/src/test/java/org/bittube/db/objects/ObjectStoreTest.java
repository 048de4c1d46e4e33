package org.bittube.db.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import org.bittube.db.Database;
import org.bittube.db.DatabaseException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObjectStoreTest {
    @TempDir
    Path temp;

    private Database database;
    private ObjectStore store;

    @BeforeEach
    void open() {
        database = Database.open(temp);
        store = new ObjectStore(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void keepsObjectsAndDescriptorsWhenItIsReopened() {
        ObjectRecord clip = object('a', 'r', 120_000L, 5);
        ObjectRecord notes = object('b', 's', null, 4);
        store.insert(clip, new byte[50_000]);
        store.insert(notes, new byte[] {1, 2, 3});
        close();
        open();
        assertThat(store.all()).containsExactly(notes, clip);
        assertThat(store.descriptor(notes.id()).orElseThrow()).containsExactly(1, 2, 3);
        assertThat(store.descriptor(clip.id()).orElseThrow()).hasSize(50_000);
        assertThat(store.descriptor("nothing")).isEmpty();
    }

    @Test
    void keepsTheSameContentsOnce() {
        store.insert(object('a', 'r', null, 1), new byte[1]);
        assertThatThrownBy(() -> store.insert(object('b', 'r', null, 2), new byte[1]))
                .isInstanceOf(DatabaseException.class);
        assertThat(store.all()).hasSize(1);
    }

    @Test
    void knowsOfWhichRecordingAnObjectWasMadeAndThatOnce() {
        ObjectRecord first = object('a', 'r', 1_000L, "xyz", 1);
        store.insert(first, new byte[1]);
        store.insert(object('b', 's', null, 2), new byte[1]);
        assertThat(store.all()).first().isEqualTo(first);
        ObjectRecord second = object('c', 't', 1_000L, "xyz", 3);
        assertThatThrownBy(() -> store.insert(second, new byte[1])).isInstanceOf(DatabaseException.class);
    }

    @Test
    void changesWhatMayChangeAndDeletes() {
        ObjectRecord clip = object('a', 'r', null, 1);
        store.insert(clip, new byte[1]);
        ObjectRecord changed = clip.titled("Holiday").shownTo("token", "f".repeat(64));
        store.update(changed);
        assertThat(store.all()).containsExactly(changed);
        assertThat(changed.toString()).doesNotContain("fff");
        assertThat(store.delete(clip.id())).isTrue();
        assertThat(store.delete(clip.id())).isFalse();
        assertThat(store.all()).isEmpty();
    }

    private static ObjectRecord object(char id, char root, @Nullable Long durationMillis, long createdMillis) {
        return object(id, root, durationMillis, null, createdMillis);
    }

    private static ObjectRecord object(
            char id, char root, @Nullable Long durationMillis, @Nullable String recording, long createdMillis) {
        return new ObjectRecord(
                String.valueOf(id).repeat(43),
                String.valueOf(root).repeat(43),
                "clip.flv",
                "video/x-flv",
                1L << 40,
                durationMillis,
                "clip",
                "public",
                null,
                recording,
                Instant.ofEpochMilli(createdMillis));
    }
}
