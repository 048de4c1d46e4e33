package org.bittube.gateway.relay;

/**
 * Limits of the relay.
 *
 * @param maxViewers of all channels together; past it 503
 * @param queueBytes the most that waits for one viewer; the tags themselves are shared among all of them
 * @param queueMillis the most media time that waits for one viewer
 * @param behindMillis a viewer that does not catch up for so long is closed
 * @param lingerMillis how long a viewer stays when the stream ends, waiting for the next run
 */
public record RelayOptions(int maxViewers, long queueBytes, long queueMillis, long behindMillis, long lingerMillis) {
    /** A thousand viewers, 8 MiB and 10 s each, closed after 15 s behind or 30 s without a stream. */
    public static final RelayOptions DEFAULT = new RelayOptions(1_000, 8L << 20, 10_000, 15_000, 30_000);

    /** @throws IllegalArgumentException for a limit that lets nothing through */
    public RelayOptions {
        if (maxViewers < 0 || queueBytes < 1 || queueMillis < 1 || behindMillis < 1 || lingerMillis < 0) {
            throw new IllegalArgumentException("a relay with these limits could not serve anybody");
        }
    }
}
