package org.bittube.tracker.webtorrent;

/**
 * Takes the lines of host candidates (RFC 8839 section 5.1) out of a session description as it stands in a message: within a string of JSON, whose line
 * ends are escapes. Whoever escapes his own lines in another way keeps them; they tell nobody's address but his.
 */
final class HostLines {
    private static final byte[] CANDIDATE = MessageWriter.ascii("a=candidate:");
    private static final byte[] HOST = MessageWriter.ascii(" typ host");

    private HostLines() {}

    /** Writes the bytes {@code from} … {@code to} − 1 of a message without such lines. */
    static void writeOthers(byte[] message, int from, int to, MessageWriter writer) {
        int kept = from;
        int at = from;
        while (at < to) {
            if (!startsWith(message, at, to, CANDIDATE)) {
                at++;
                continue;
            }
            int end = endOfLine(message, at, to);
            if (says(message, at, end, HOST)) {
                writer.raw(message, kept, at - kept);
                end = behindLineEnd(message, end, to);
                kept = end;
            }
            at = end;
        }
        writer.raw(message, kept, to - kept);
    }

    /** Where the escape of a line end, or the end of the string, stands. */
    private static int endOfLine(byte[] message, int from, int to) {
        int at = from;
        while (at < to && message[at] != '\\' && message[at] != '"') {
            at++;
        }
        return at;
    }

    private static int behindLineEnd(byte[] message, int from, int to) {
        int at = from;
        while (at + 1 < to && message[at] == '\\' && (message[at + 1] == 'r' || message[at + 1] == 'n')) {
            at += 2;
            if (message[at - 1] == 'n') {
                break;
            }
        }
        return at;
    }

    private static boolean says(byte[] message, int from, int to, byte[] words) {
        for (int at = from; at < to; at++) {
            if (startsWith(message, at, to, words)) {
                return true;
            }
        }
        return false;
    }

    private static boolean startsWith(byte[] message, int from, int to, byte[] words) {
        if (to - from < words.length) {
            return false;
        }
        for (int i = 0; i < words.length; i++) {
            if (message[from + i] != words[i]) {
                return false;
            }
        }
        return true;
    }
}
