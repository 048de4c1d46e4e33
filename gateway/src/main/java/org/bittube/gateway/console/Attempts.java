package org.bittube.gateway.console;

/**
 * Viewers of two kinds of networks that were introduced to each other.
 *
 * @param tried introductions of which the outcome was told
 * @param met those of them that came to a connection
 */
public record Attempts(long tried, long met) {
    static final Attempts NONE = new Attempts(0, 0);

    Attempts plus(Attempts other) {
        return new Attempts(tried + other.tried, met + other.met);
    }
}
