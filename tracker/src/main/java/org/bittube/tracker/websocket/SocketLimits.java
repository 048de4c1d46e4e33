package org.bittube.tracker.websocket;

/**
 * What one socket may take.
 *
 * @param messageBytes longest message; a longer one closes the socket with 1009, before it is read
 * @param framesPerSecond sustained rate of frames from the client, pings and fragments among them; past it 1008
 * @param frameBurst frames that may come at once
 * @param writeQueueBytes what may wait for a slow reader before its connection is cut
 * @param pingMillis between two pings to the client
 * @param silenceMillis without any byte from the client, after which it counts as gone
 * @param behindMillis for which something may wait for the client all the time, however little, before its connection is cut
 */
public record SocketLimits(
        int messageBytes,
        int framesPerSecond,
        int frameBurst,
        int writeQueueBytes,
        int pingMillis,
        int silenceMillis,
        int behindMillis) {

    public SocketLimits {
        if (messageBytes < 1 || framesPerSecond < 1 || frameBurst < 1 || writeQueueBytes < 1 || behindMillis < 1) {
            throw new IllegalArgumentException("every limit is at least 1");
        }
        if (pingMillis < 1 || silenceMillis <= pingMillis) {
            throw new IllegalArgumentException("a client needs more time to answer than there is between two pings");
        }
    }
}
