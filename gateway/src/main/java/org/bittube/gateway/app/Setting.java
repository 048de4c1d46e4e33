package org.bittube.gateway.app;

import java.util.Locale;

/**
 * One thing that an operator can set, under the same name in {@code bittube.yaml}, in the environment and on the
 * command line.
 *
 * @param key name in kebab case, as it stands in {@code bittube.yaml}
 * @param defaultText the value, as text, where nothing sets it; may be empty
 * @param meaning one sentence for {@code --help} and for the table in the README
 */
record Setting<T>(String key, SettingType<T> type, String defaultText, String meaning) {

    /** Such as {@code --http-port}. */
    String option() {
        return "--" + key;
    }

    /** Such as {@code BITTUBE_HTTP_PORT}. */
    String environmentVariable() {
        return SettingsReader.ENVIRONMENT_PREFIX + key.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
