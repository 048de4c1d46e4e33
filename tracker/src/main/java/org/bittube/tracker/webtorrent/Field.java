package org.bittube.tracker.webtorrent;

import org.jspecify.annotations.Nullable;

/**
 * Where the value of a field stands in a message.
 *
 * @param from its first byte
 * @param to behind its last byte; no more than {@code from} where there is none, or where it is null, which means the same
 */
record Field(int from, int to) {
    static final Field ABSENT = new Field(0, 0);

    /** Takes the value that comes next, inside so many objects and arrays. */
    static Field take(JsonScanner scanner, int depth) {
        boolean isNull = scanner.next() == 'n';
        int from = scanner.position();
        scanner.skipValue(depth);
        return isNull ? ABSENT : new Field(from, scanner.position());
    }

    boolean isAbsent() {
        return to <= from;
    }

    boolean isString(byte[] message) {
        return begins(message, '"');
    }

    boolean isObject(byte[] message) {
        return begins(message, '{');
    }

    boolean isArray(byte[] message) {
        return begins(message, '[');
    }

    /** Whether it is a string that says this. */
    boolean says(byte[] message, String ascii) {
        return isString(message) && JsonString.says(message, from + 1, to - 1, ascii);
    }

    /** The 20 bytes that the string stands for; null when it is none, or another one. */
    @Nullable
    Id20 id(byte[] message) {
        return isString(message) ? JsonString.id(message, from + 1, to - 1) : null;
    }

    /** Whether it is the number 0, however that is written. */
    boolean isZero(byte[] message) {
        boolean anyDigit = false;
        for (int i = from; i < to && (message[i] | 0x20) != 'e'; i++) {
            byte b = message[i];
            if (b != '0' && b != '.' && b != '-') {
                return false;
            }
            anyDigit |= b == '0';
        }
        return anyDigit;
    }

    Slice slice(byte[] message) {
        return new Slice(message, from, to);
    }

    private boolean begins(byte[] message, char first) {
        return !isAbsent() && message[from] == first;
    }
}
