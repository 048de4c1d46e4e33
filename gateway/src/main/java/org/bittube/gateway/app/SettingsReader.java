package org.bittube.gateway.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the value of each setting: a command line option goes before the environment, that before the file. */
final class SettingsReader {

    static final String ENVIRONMENT_PREFIX = "BITTUBE_";

    /** Read when it is there and no other file was named. */
    static final String USUAL_FILE = "bittube.yaml";

    private final Path currentFolder;
    private final Map<String, String> environment;

    SettingsReader(Path currentFolder, Map<String, String> environment) {
        this.currentFolder = currentFolder;
        this.environment = Map.copyOf(environment);
    }

    /**
     * @param options values from the command line, by key
     * @param namedFile the file that {@code --config} names; null for the usual one, which may be missing
     * @throws StartupFailure when a file or a value is wrong
     */
    Settings read(Map<String, String> options, @Nullable Path namedFile) {
        Map<String, Settings.Given> given = new HashMap<>();
        Path file = currentFolder.resolve(namedFile == null ? Path.of(USUAL_FILE) : namedFile);
        if (namedFile != null || Files.exists(file)) {
            given.putAll(new SettingsFile(file).read());
        }
        for (Setting<?> setting : GatewaySettings.ALL) {
            String variable = setting.environmentVariable();
            String fromEnvironment = environment.get(variable);
            if (fromEnvironment != null && !fromEnvironment.isEmpty()) {
                given.put(setting.key(), new Settings.Given(fromEnvironment, "environment variable " + variable));
            }
            String option = options.get(setting.key());
            if (option != null) {
                given.put(setting.key(), new Settings.Given(option, "option " + setting.option()));
            }
        }
        return new Settings(given);
    }
}
