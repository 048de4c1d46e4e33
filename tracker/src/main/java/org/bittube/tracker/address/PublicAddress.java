package org.bittube.tracker.address;

import io.netty.util.NetUtil;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.Optional;

/** The address that a client is seen from. */
public final class PublicAddress {
    private static final int IPV6_NETWORK_BYTES = 8;
    private static final int IPV4_BYTES = 4;

    private PublicAddress() {}

    /** Its 4 or 16 bytes; empty when the transport has no such address. Asks no name server. */
    public static Optional<byte[]> bytes(SocketAddress address) {
        String literal = address.hostAddress();
        if (literal == null) {
            return Optional.empty();
        }
        int zone = literal.indexOf('%');
        try {
            // A literal, never a name: the socket itself gave it.
            return Optional.of(InetAddress.getByName(zone < 0 ? literal : literal.substring(0, zone))
                    .getAddress());
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /**
     * Whether it is of a network that the internet does not route: loopback, link-local, RFC 1918, carrier-grade NAT (RFC 6598),
     * unique local (RFC 4193). A client seen from one is not far from the tracker.
     */
    public static boolean isPrivate(SocketAddress address) {
        return bytes(address).map(PublicAddress::isPrivate).orElse(false);
    }

    /** Whether the client is on this very machine. */
    public static boolean isLoopback(SocketAddress address) {
        return bytes(address).map(bytes -> address(bytes).isLoopbackAddress()).orElse(false);
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("an address has 4 or 16 bytes", e);
        }
    }

    private static boolean isPrivate(byte[] bytes) {
        InetAddress address = address(bytes);
        boolean carrierGrade = bytes.length == IPV4_BYTES && bytes[0] == 100 && (bytes[1] & 0xC0) == 64;
        boolean uniqueLocal = bytes.length != IPV4_BYTES && (bytes[0] & 0xFE) == 0xFC;
        return carrierGrade
                || uniqueLocal
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || (bytes.length == IPV4_BYTES && address.isSiteLocalAddress());
    }

    /** What tells networks apart: an IPv4 address, or the first 64 bits of an IPv6 address. */
    public static String network(SocketAddress address) {
        return bytes(address).map(PublicAddress::network).orElse("unknown");
    }

    /** The same of an address that somebody wrote; empty when it is none. Asks no name server. */
    public static Optional<String> network(String literal) {
        return Optional.ofNullable(NetUtil.createByteArrayFromIpAddressString(literal))
                .map(PublicAddress::network);
    }

    private static String network(byte[] bytes) {
        return HexFormat.of().formatHex(bytes, 0, bytes.length == 16 ? IPV6_NETWORK_BYTES : bytes.length);
    }
}
