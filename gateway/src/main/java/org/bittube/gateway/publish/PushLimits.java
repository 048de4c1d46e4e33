package org.bittube.gateway.publish;

/**
 * What one encoder may use.
 *
 * @param idleMillis without a byte
 * @param bytesPerSecond what is more waits in the encoder
 */
record PushLimits(long idleMillis, long bytesPerSecond) {
    static final PushLimits USUAL = new PushLimits(15_000, 12_500_000);
}
