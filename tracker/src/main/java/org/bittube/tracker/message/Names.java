package org.bittube.tracker.message;

/** The names of docs/protocol.md section 1. */
public final class Names {
    private static final int GROUP_MAX_LENGTH = 128;

    private Names() {}

    /** Whether {@code name} has 1 to 128 characters of {@code A-Z a-z 0-9 . _ ~ -}. */
    public static boolean isGroup(String name) {
        if (name.isEmpty() || name.length() > GROUP_MAX_LENGTH) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!isLetterOrDigit(c) && c != '.' && c != '_' && c != '~' && c != '-') {
                return false;
            }
        }
        return true;
    }

    /** Returns {@code name} if it is a group's name. */
    public static String checkGroup(String name) {
        if (!isGroup(name)) {
            throw new IllegalArgumentException("a group's name has 1 to 128 characters of A-Z a-z 0-9 . _ ~ -");
        }
        return name;
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    }
}
