package org.bittube.gateway.rtmp.server;

/**
 * How much strangers may use, and for how long.
 *
 * @param publishWithinMillis from the connection's first moment until something is published or played, whatever it sends meanwhile
 * @param idleMillis without a byte of somebody who publishes
 * @param waitingConnections that neither publish nor play yet; one more, and the oldest of them goes
 * @param waitingOfAddress the same for one address; one more is closed
 * @param bytesPerSecond of one encoder; what is more waits in the encoder
 * @param unsentBytes answers that the other side does not read; nothing more is read from it until it does
 */
record RtmpLimits(
        long publishWithinMillis,
        long idleMillis,
        int waitingConnections,
        int waitingOfAddress,
        long bytesPerSecond,
        int unsentBytes) {
    static final RtmpLimits USUAL = new RtmpLimits(15_000, 15_000, 200, 20, 12_500_000, 64 << 10);
}
