package org.bittube.gateway.client;

import java.util.Locale;

/** Numbers of bytes for people, in powers of 1000. */
final class Sizes {
    private static final String[] UNITS = {"kB", "MB", "GB", "TB"};
    private static final int STEP = 1_000;
    /** What would be rounded to 1000.0. */
    private static final double FULL = 999.95;

    private Sizes() {}

    static String of(long bytes) {
        if (bytes < STEP) {
            return bytes + " B";
        }
        double value = bytes / (double) STEP;
        int unit = 0;
        while (value >= FULL && unit < UNITS.length - 1) {
            value /= STEP;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
    }
}
