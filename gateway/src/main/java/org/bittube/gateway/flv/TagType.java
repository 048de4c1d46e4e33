package org.bittube.gateway.flv;

import org.jspecify.annotations.Nullable;

/** Kind of an FLV tag; other codes exist in the wild and are skipped by the reader. (FLV 10.1, annex E.4.1.) */
public enum TagType {
    AUDIO(8),
    VIDEO(9),
    SCRIPT(18);

    private final int code;

    TagType(int code) {
        this.code = code;
    }

    /** The low 5 bits of a tag's first byte. */
    public int code() {
        return code;
    }

    /** The type with this code, or null when it is none of the three. */
    public static @Nullable TagType ofCode(int code) {
        return switch (code) {
            case 8 -> AUDIO;
            case 9 -> VIDEO;
            case 18 -> SCRIPT;
            default -> null;
        };
    }
}
