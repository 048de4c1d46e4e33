package org.bittube.gateway.client;

import java.util.Locale;

/** How far a file has come, in one line of the same length each time: {@code clip.flv  [####----]  50 %  6.0 of 12.0 MB  2.1 MB/s  0:03 left}. */
final class ProgressText {
    private static final int NAME_COLUMNS = 24;
    private static final int BAR_COLUMNS = 20;
    private static final int TAIL_COLUMNS = 24;
    private static final double NANOS = 1e9;
    private static final int MINUTE = 60;
    private static final int HOUR = 3_600;
    private static final int MAX_HOURS = 100;

    private ProgressText() {}

    /**
     * The line.
     *
     * @param heldBytes what was there before, which says nothing of the speed
     */
    static String of(String name, long totalBytes, long heldBytes, long movedBytes, long elapsedNanos) {
        long done = heldBytes + movedBytes;
        double share = totalBytes == 0 ? 1 : Math.max(0, Math.min(1, (double) done / totalBytes));
        int filled = (int) (share * BAR_COLUMNS);
        double perSecond = elapsedNanos <= 0 ? 0 : movedBytes * NANOS / elapsedNanos;
        String tail = "";
        if (perSecond > 0) {
            long left = totalBytes - done;
            tail = Sizes.of((long) perSecond) + "/s  " + (left > 0 ? time(left / perSecond) + " left" : "");
        }
        return String.format(
                Locale.ROOT,
                "%-" + NAME_COLUMNS + "s [%s%s] %3d %%  %s of %s  %-" + TAIL_COLUMNS + "s",
                shortened(name),
                "#".repeat(filled),
                "-".repeat(BAR_COLUMNS - filled),
                (int) (share * 100),
                Sizes.of(done),
                Sizes.of(totalBytes),
                tail);
    }

    private static String shortened(String name) {
        int points = name.codePointCount(0, name.length());
        if (points <= NAME_COLUMNS) {
            return name;
        }
        return name.substring(0, name.offsetByCodePoints(0, NAME_COLUMNS - 1)) + "~";
    }

    private static String time(double seconds) {
        long whole = (long) Math.ceil(seconds);
        if (whole >= (long) MAX_HOURS * HOUR) {
            return "days";
        }
        return whole < HOUR
                ? String.format(Locale.ROOT, "%d:%02d", whole / MINUTE, whole % MINUTE)
                : String.format(Locale.ROOT, "%d:%02d:%02d", whole / HOUR, whole % HOUR / MINUTE, whole % MINUTE);
    }
}
