package org.bittube.gateway.mp4;

/**
 * Where one box stands (ISO/IEC 14496-12 §4.2).
 *
 * @param type four characters as a big-endian number
 * @param start offset of its header
 * @param body offset behind its header
 * @param end offset behind it
 */
record Box(int type, long start, long body, long end) {

    /** The number for four characters. */
    static int type(String name) {
        return name.charAt(0) << 24 | name.charAt(1) << 16 | name.charAt(2) << 8 | name.charAt(3);
    }

    boolean is(String name) {
        return type == type(name);
    }

    long bodyBytes() {
        return end - body;
    }

    /** The four characters as text; unprintable ones as {@code ?}. */
    String name() {
        StringBuilder name = new StringBuilder();
        for (int shift = 24; shift >= 0; shift -= 8) {
            int c = type >>> shift & 0xFF;
            name.append(c >= 0x20 && c < 0x7F ? (char) c : '?');
        }
        return name.toString().strip();
    }

    /** @throws Mp4Exception when the body is shorter */
    Box atLeast(long bytes) {
        if (bodyBytes() < bytes) {
            throw damaged("is too short");
        }
        return this;
    }

    Mp4Exception damaged(String what) {
        return Mp4Exception.damaged("is damaged: its box '" + name() + "' at byte " + start + " " + what, start);
    }
}
