package org.bittube.tracker.address;

import io.netty.util.NetUtil;
import io.vertx.core.net.SocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The proxies in front of the tracker, which say from where a client came ({@code X-Forwarded-For}). Whoever is none of them could write anything there, so
 * only what a trusted one wrote counts: of the addresses in the header the rightmost that is not itself a trusted proxy.
 */
public final class TrustedProxies {
    /** Nobody is trusted: a client is where its connection comes from. */
    public static final TrustedProxies NONE = new TrustedProxies(List.of());

    private static final int MOST_HOPS = 20;

    private static final class Network {
        private final byte[] prefix;
        private final int bits;

        Network(byte[] prefix, int bits) {
            this.prefix = prefix;
            this.bits = bits;
        }

        boolean contains(byte[] address) {
            if (address.length != prefix.length) {
                return false;
            }
            for (int i = 0; i < bits; i++) {
                if (((address[i >> 3] ^ prefix[i >> 3]) & 0x80 >> (i & 7)) != 0) {
                    return false;
                }
            }
            return true;
        }
    }

    private final List<Network> networks;

    private TrustedProxies(List<Network> networks) {
        this.networks = networks;
    }

    /**
     * Reads a list of addresses and networks with commas between them: {@code 127.0.0.1, 10.0.0.0/8, 2001:db8::/32}.
     *
     * @throws IllegalArgumentException names the entry that is none
     */
    public static TrustedProxies of(String list) {
        return list.isBlank()
                ? NONE
                : new TrustedProxies(Arrays.stream(list.split(",", -1))
                        .map(entry -> network(entry.strip()))
                        .toList());
    }

    /** Where the client of a connection is, which came from {@code remote} with these {@code X-Forwarded-For} headers. */
    public SocketAddress clientOf(SocketAddress remote, List<String> forwarded) {
        SocketAddress client = remote;
        String[] hops =
                networks.isEmpty() ? new String[0] : String.join(",", forwarded).split(",", -1);
        for (int i = hops.length - 1; i >= Math.max(0, hops.length - MOST_HOPS) && isTrusted(client); i--) {
            Optional<byte[]> hop = literal(hops[i].strip());
            if (hop.isEmpty()) {
                break;
            }
            client = SocketAddress.inetSocketAddress(remote.port(), NetUtil.bytesToIpAddress(hop.get()));
        }
        return client;
    }

    /** Whether what comes from there comes from such a proxy. */
    public boolean isTrusted(SocketAddress address) {
        return PublicAddress.bytes(address).stream()
                .anyMatch(bytes -> networks.stream().anyMatch(network -> network.contains(bytes)));
    }

    private static Network network(String entry) {
        int slash = entry.indexOf('/');
        Optional<byte[]> address = literal(slash < 0 ? entry : entry.substring(0, slash));
        if (address.isPresent()) {
            int most = address.get().length * Byte.SIZE;
            String bits = slash < 0 ? "" + most : entry.substring(slash + 1);
            if (bits.matches("\\d{1,3}") && Integer.parseInt(bits) <= most) {
                return new Network(address.get(), Integer.parseInt(bits));
            }
        }
        throw new IllegalArgumentException("'" + entry + "' is neither an address nor a network like 10.0.0.0/8");
    }

    /** Never asks a name server. */
    private static Optional<byte[]> literal(String text) {
        return Optional.ofNullable(NetUtil.createByteArrayFromIpAddressString(text));
    }
}
