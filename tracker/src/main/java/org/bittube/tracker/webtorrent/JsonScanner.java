package org.bittube.tracker.webtorrent;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Walks over the bytes of one JSON text (RFC 8259), which are known to be UTF-8, and checks all of it as it goes; makes
 * no tree and no strings. Whoever calls notes the positions between which stands what it wants. Every method throws
 * {@link BadRequest} where the text is not JSON, or nests too deeply.
 */
final class JsonScanner {
    /** Objects and arrays in each other. A session description needs 4. */
    static final int MAX_DEPTH = 16;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;
    private static final int LONG_BYTES = 8;
    private static final int END = Integer.MIN_VALUE;

    private final byte[] bytes;
    private final int end;
    private int position;

    /** Reads {@code bytes} from {@code from} to {@code end}. */
    JsonScanner(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.position = from;
        this.end = end;
    }

    int position() {
        return position;
    }

    /** Skips white space; returns the byte that is next without taking it; a negative number that is no byte at the end. */
    int next() {
        while (position < end) {
            byte b = bytes[position];
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                return b;
            }
            position++;
        }
        return END;
    }

    /** Takes the next byte, behind white space, if it is this one. */
    boolean took(char wanted) {
        if (next() != wanted) {
            return false;
        }
        position++;
        return true;
    }

    /** Takes the next byte, behind white space, which must be this one. */
    void take(char wanted) {
        if (!took(wanted)) {
            throw new BadRequest(position < end ? "The message is not JSON." : "The message is cut off.");
        }
    }

    void takeEnd() {
        if (next() != END) {
            throw new BadRequest("Something stands behind the message.");
        }
    }

    /** Takes a value of any kind, inside so many objects and arrays. */
    void skipValue(int depth) {
        switch (next()) {
            case '"' -> skipString();
            case '{' -> skipObject(depth);
            case '[' -> skipArray(depth);
            case 't' -> skipWord("true");
            case 'f' -> skipWord("false");
            case 'n' -> skipWord("null");
            default -> skipNumber();
        }
    }

    private void skipObject(int depth) {
        checkDepth(depth);
        take('{');
        if (took('}')) {
            return;
        }
        do {
            takeName();
            skipValue(depth + 1);
        } while (took(','));
        take('}');
    }

    /** Takes the name of a field, and the colon behind it. */
    Field takeName() {
        next();
        int from = position;
        skipString();
        int to = position;
        take(':');
        return new Field(from, to);
    }

    private void skipArray(int depth) {
        checkDepth(depth);
        take('[');
        if (took(']')) {
            return;
        }
        do {
            skipValue(depth + 1);
        } while (took(','));
        take(']');
    }

    private static void checkDepth(int depth) {
        if (depth >= MAX_DEPTH) {
            throw new BadRequest("The message nests too deeply.");
        }
    }

    private void skipWord(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (byteOrEnd() != word.charAt(i)) {
                throw new BadRequest("The message is not JSON.");
            }
            position++;
        }
    }

    private void skipNumber() {
        if (byteOrEnd() == '-') {
            position++;
        }
        if (byteOrEnd() == '0') {
            position++;
        } else {
            skipDigits();
        }
        if (byteOrEnd() == '.') {
            position++;
            skipDigits();
        }
        if ((byteOrEnd() | 0x20) == 'e') {
            position++;
            if (byteOrEnd() == '+' || byteOrEnd() == '-') {
                position++;
            }
            skipDigits();
        }
    }

    private void skipDigits() {
        int from = position;
        while (byteOrEnd() >= '0' && byteOrEnd() <= '9') {
            position++;
        }
        if (position == from) {
            throw new BadRequest(position < end ? "The message is not JSON." : "The message is cut off.");
        }
    }

    /** Takes a string, quotes included, that begins right here. */
    void skipString() {
        if (byteOrEnd() != '"') {
            throw new BadRequest("The message is not JSON.");
        }
        position++;
        while (true) {
            skipPlain();
            int b = byteOrEnd();
            if (b == '"') {
                position++;
                return;
            }
            if (b == '\\') {
                skipEscape();
            } else if (b >= ' ' || (b < 0 && b != END)) {
                position++;
            } else {
                throw new BadRequest(
                        position < end ? "A control character stands in a string." : "The message is cut off.");
            }
        }
    }

    /** Takes eight bytes at a time while there is no quote, backslash, control character or byte past ASCII among them. */
    private void skipPlain() {
        while (position <= end - LONG_BYTES) {
            long eight = (long) LONGS.get(bytes, position);
            long quote = eight ^ ONES * '"';
            long backslash = eight ^ ONES * '\\';
            // The high bit of each byte: below 0x20, a quote, a backslash, past ASCII. What comes after the first true
            // one may be wrong.
            long special = ((eight - ONES * ' ') | (quote - ONES) | (backslash - ONES) | eight) & HIGH_BITS;
            if (special != 0) {
                position += Long.numberOfTrailingZeros(special) / Byte.SIZE;
                return;
            }
            position += LONG_BYTES;
        }
    }

    private void skipEscape() {
        position++;
        int kind = byteOrEnd();
        position++;
        if (kind == 'u') {
            for (int i = 0; i < 4; i++) {
                if (Character.digit(byteOrEnd(), 16) < 0) {
                    throw new BadRequest("The message is not JSON.");
                }
                position++;
            }
        } else if (kind < 0 || "\"\\/bfnrt".indexOf(kind) < 0) {
            throw new BadRequest("The message is not JSON.");
        }
    }

    private int byteOrEnd() {
        return position < end ? bytes[position] : END;
    }
}
