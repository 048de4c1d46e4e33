package org.bittube.tracker.stun;

/**
 * An address and a port as STUN carries them.
 *
 * @param address 4 or 16 bytes; not copied
 * @param port 0 to 65535
 */
@SuppressWarnings("ArrayRecordComponent") // Made once a packet, and never compared.
public record Endpoint(byte[] address, int port) {
    private static final int IPV4_BYTES = 4;
    private static final int IPV6_BYTES = 16;

    public Endpoint {
        if (address.length != IPV4_BYTES && address.length != IPV6_BYTES) {
            throw new IllegalArgumentException("an address has 4 or 16 bytes");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("a port is from 0 to 65535");
        }
    }

    boolean isIpv4() {
        return address.length == IPV4_BYTES;
    }
}
