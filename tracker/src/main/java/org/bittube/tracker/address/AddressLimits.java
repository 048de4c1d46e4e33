package org.bittube.tracker.address;

/**
 * What all clients of one address may do together (IPv6: of one /64). A school or a mobile network stands behind one address, so these are for floods.
 *
 * @param sockets open at the same time
 * @param socketsPerSecond new ones
 * @param bytesPerSecond received on all of them, in the long run
 * @param burstBytes received at once
 */
public record AddressLimits(int sockets, int socketsPerSecond, int bytesPerSecond, int burstBytes) {
    public static final AddressLimits DEFAULT = new AddressLimits(2_000, 200, 8 << 20, 32 << 20);

    public AddressLimits {
        if (sockets < 1 || socketsPerSecond < 1 || bytesPerSecond < 1 || burstBytes < 1) {
            throw new IllegalArgumentException("every limit is at least 1");
        }
    }

    /** The same with another number of bytes a second, four seconds of which may come at once. */
    public AddressLimits withBytesPerSecond(int number) {
        return new AddressLimits(sockets, socketsPerSecond, number, (int) Math.min(4L * number, Integer.MAX_VALUE));
    }

    /** The same with another number of sockets, for a tracker whose clients come from few addresses. */
    public AddressLimits withSockets(int number) {
        return new AddressLimits(number, Math.max(socketsPerSecond, number / 10), bytesPerSecond, burstBytes);
    }
}
