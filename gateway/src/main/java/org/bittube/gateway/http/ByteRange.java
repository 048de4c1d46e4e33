package org.bittube.gateway.http;

import org.jspecify.annotations.Nullable;

/**
 * The bytes from … to − 1 of a file, as a Range header asks for them (RFC 9110 §14).
 *
 * @param from 0 or more
 * @param to behind the last byte
 */
public record ByteRange(long from, long to) {
    private static final String UNIT = "bytes=";
    private static final int MOST_DIGITS = 18;

    /** A range that has nothing of the file: to be answered 416. */
    public static final ByteRange NOTHING = new ByteRange(0, 0);

    /**
     * Reads the header.
     *
     * @return the range; {@link #NOTHING} when it lies outside of the file; null when there is no header, or one that is to be
     *     ignored: another unit, several ranges, nonsense
     */
    public static @Nullable ByteRange parse(@Nullable String header, long size) {
        if (header == null || !header.startsWith(UNIT)) {
            return null;
        }
        String range = header.substring(UNIT.length()).strip();
        int dash = range.indexOf('-');
        if (dash < 0) {
            return null;
        }
        String first = range.substring(0, dash);
        String last = range.substring(dash + 1);
        if (!isNumber(first) || !isNumber(last) || range.length() == 1) {
            return null;
        }
        if (first.isEmpty()) {
            long length = Math.min(size, Long.parseLong(last));
            return length == 0 ? NOTHING : new ByteRange(size - length, size);
        }
        long from = Long.parseLong(first);
        long to = last.isEmpty() ? size : Math.min(size, Long.parseLong(last) + 1);
        if (!last.isEmpty() && Long.parseLong(last) < from) {
            return null;
        }
        return from >= size ? NOTHING : new ByteRange(from, to);
    }

    public long length() {
        return to - from;
    }

    private static boolean isNumber(String text) {
        return text.length() <= MOST_DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
