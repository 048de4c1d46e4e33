package org.bittube.gateway.app;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The values that this run of BitTube uses. Every one has been found to fit its type. */
final class Settings {

    /**
     * A value that somebody gave.
     *
     * @param origin where it stands, as a reader of an error message would look for it
     */
    record Given(String text, String origin) {}

    private final Map<String, String> texts;

    /**
     * @param given by key; settings that are missing here have their defaults
     * @throws StartupFailure when a value does not fit
     */
    Settings(Map<String, Given> given) {
        Map<String, String> checked = new HashMap<>();
        for (Setting<?> setting : GatewaySettings.ALL) {
            Given value = given.get(setting.key());
            if (value != null) {
                check(setting, value);
                checked.put(setting.key(), value.text());
            }
        }
        texts = Map.copyOf(checked);
    }

    <T> T get(Setting<T> setting) {
        return setting.type().parse(texts.getOrDefault(setting.key(), setting.defaultText()));
    }

    /** The folders that {@code file} sources may read. */
    List<Path> mediaFolders() {
        List<Path> folders = get(GatewaySettings.MEDIA_DIRS);
        return folders.isEmpty() ? List.of(ownMediaFolder()) : folders;
    }

    /** The media folder inside the data folder. */
    Path ownMediaFolder() {
        return get(GatewaySettings.DATA_DIR).resolve("media");
    }

    /** Where objects lie. */
    Path libraryFolder() {
        Path folder = get(GatewaySettings.LIBRARY_DIR);
        return folder.toString().isEmpty() ? get(GatewaySettings.DATA_DIR).resolve("library") : folder;
    }

    /** The folder of the recordings. */
    Path recordingsFolder() {
        Path folder = get(GatewaySettings.RECORDINGS_DIR);
        return folder.equals(Path.of("")) ? get(GatewaySettings.DATA_DIR).resolve("recordings") : folder;
    }

    private static void check(Setting<?> setting, Given value) {
        try {
            setting.type().parse(value.text());
        } catch (IllegalArgumentException e) {
            // What was meant as a token, or a secret, is not shown.
            String seen = setting.type().label().equals("TOKEN") ? "" : ", not \"" + value.text() + "\"";
            throw new StartupFailure(
                    value.origin() + ": " + setting.key() + " must be "
                            + setting.type().expected() + seen,
                    e);
        }
    }
}
