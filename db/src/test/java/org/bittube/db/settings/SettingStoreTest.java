package org.bittube.db.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.bittube.db.Database;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingStoreTest {
    @TempDir
    Path temp;

    @Test
    void keepsTheLatestValueWhenItIsReopened() {
        try (Database database = Database.open(temp)) {
            SettingStore store = new SettingStore(database);
            assertThat(store.get("admin")).isEmpty();
            store.put("admin", "one");
            store.put("admin", "two");
            store.put("other", "");
        }
        try (Database database = Database.open(temp)) {
            SettingStore store = new SettingStore(database);
            assertThat(store.get("admin")).contains("two");
            assertThat(store.get("other")).contains("");
        }
    }

    @Test
    void refusesWhatWouldNotBeStoredWhole() {
        try (Database database = Database.open(temp)) {
            SettingStore store = new SettingStore(database);
            store.put("k".repeat(128), "v".repeat(8192));
            assertThat(store.get("k".repeat(128))).contains("v".repeat(8192));
            assertThatThrownBy(() -> store.put("k".repeat(129), "v")).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> store.put("k", "v".repeat(8193))).isInstanceOf(IllegalArgumentException.class);
            assertThat(store.get("k")).isEmpty();
        }
    }
}
