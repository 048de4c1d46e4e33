package org.bittube.gateway.swarm;

import java.util.OptionalLong;
import org.bittube.gateway.packet.PacketHeader;
import org.jspecify.annotations.Nullable;

/** Reads the numbers in a pull's path. One spelling for each, so that a cache does not keep the same packets twice. */
public final class PullPath {
    /** Digits of 2⁴⁸, the largest number in any path. */
    private static final int MAX_DIGITS = 15;

    private PullPath() {}

    /** Packets first … last. */
    public record Range(long first, long last) {
        public long count() {
            return last - first + 1;
        }
    }

    /** A decimal number without sign or leading zeros, 0 … {@code max}; empty for anything else. */
    public static OptionalLong number(@Nullable String text, long max) {
        if (text == null || text.isEmpty() || text.length() > MAX_DIGITS) {
            return OptionalLong.empty();
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return OptionalLong.empty();
            }
        }
        if (text.length() > 1 && text.charAt(0) == '0') {
            return OptionalLong.empty();
        }
        long value = Long.parseLong(text);
        return value <= max ? OptionalLong.of(value) : OptionalLong.empty();
    }

    /** {@code first-last} with first ≤ last, or null. */
    public static @Nullable Range range(@Nullable String text) {
        int dash = text == null ? -1 : text.indexOf('-');
        if (text == null || dash < 0) {
            return null;
        }
        OptionalLong first = number(text.substring(0, dash), PacketHeader.SEQ_NONE - 1);
        OptionalLong last = number(text.substring(dash + 1), PacketHeader.SEQ_NONE - 1);
        boolean valid = first.isPresent() && last.isPresent() && first.getAsLong() <= last.getAsLong();
        return valid ? new Range(first.getAsLong(), last.getAsLong()) : null;
    }
}
