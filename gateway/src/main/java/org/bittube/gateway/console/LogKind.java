package org.bittube.gateway.console;

import java.util.Locale;

/** What may stand in the operator's log; in JSON in lower case, with hyphens. */
public enum LogKind {
    CHANNEL_CREATED("info"),
    CHANNEL_REMOVED("info"),
    STARTED("info"),
    STOPPED("info"),
    SOURCE_LOST("warning"),
    SOURCE_BACK("info"),
    PUBLISHER_REFUSED("warning"),
    RECORDING_STARTED("info"),
    RECORDING_STOPPED("info"),
    RECORDING_FAILED("error"),
    OBJECT_ADDED("info"),
    OBJECT_REMOVED("info"),
    SIGNED_IN("info"),
    SIGN_IN_REFUSED("warning"),
    POLICY_CHANGED("info");

    private final String level;

    LogKind(String level) {
        this.level = level;
    }

    String level() {
        return level;
    }

    String jsonName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
