package org.bittube.gateway.source;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/** Addresses that no source may be pulled from; see {@link UrlPolicy}. */
final class RefusedAddresses {
    /** Cloud metadata services outside of the link-local ranges. */
    private static final List<byte[]> METADATA = List.of(
            new byte[] {100, 100, 100, (byte) 200},
            new byte[] {(byte) 192, 0, 0, (byte) 192},
            new byte[] {(byte) 168, 63, (byte) 129, 16},
            new byte[] {(byte) 0xfd, 0, 0x0e, (byte) 0xc2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x02, 0x54});

    private RefusedAddresses() {}

    static boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (isRefused(address, bytes)) {
            return true;
        }
        return address instanceof Inet6Address && embedsRefused(bytes);
    }

    private static boolean isRefused(InetAddress address, byte[] bytes) {
        return address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isMulticastAddress()
                || (bytes.length == 4 && (bytes[0] == 0 || (bytes[0] & 0xFF) >= 240))
                || METADATA.stream().anyMatch(known -> Arrays.equals(known, bytes));
    }

    /** IPv4 carried inside of IPv6: NAT64 64:ff9b::/96, 6to4 2002::/16, and the mapped and compatible forms ::/96. */
    private static boolean embedsRefused(byte[] bytes) {
        if (startsWith(bytes, 0x00, 0x64, 0xff, 0x9b) || isZero(bytes, 10)) {
            return isRefusedV4(Arrays.copyOfRange(bytes, 12, 16));
        }
        return startsWith(bytes, 0x20, 0x02) && isRefusedV4(Arrays.copyOfRange(bytes, 2, 6));
    }

    private static boolean isRefusedV4(byte[] bytes) {
        try {
            InetAddress inner = InetAddress.getByAddress(bytes);
            // ::1 and :: look like 0.0.0.x inside; the outer address has been judged already.
            return bytes[0] != 0 && isRefused(inner, inner.getAddress());
        } catch (java.net.UnknownHostException e) {
            throw new IllegalStateException("4 bytes are an address", e);
        }
    }

    private static boolean startsWith(byte[] bytes, int... prefix) {
        for (int i = 0; i < prefix.length; i++) {
            if ((bytes[i] & 0xFF) != prefix[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean isZero(byte[] bytes, int count) {
        for (int i = 0; i < count; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }
}
