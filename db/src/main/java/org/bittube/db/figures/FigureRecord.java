package org.bittube.db.figures;

/**
 * What was measured of a channel in a span of time.
 *
 * @param channel its name; empty: all channels together
 * @param atMillis the end of the span, Unix time
 * @param figuresJson at most 4,096 characters, which the gateway writes and reads
 */
public record FigureRecord(String channel, long atMillis, String figuresJson) {
    public FigureRecord {
        if (channel.length() > 128 || figuresJson.length() > 4096) {
            throw new IllegalArgumentException("figures of " + figuresJson.length() + " characters");
        }
    }
}
