package org.bittube.gateway.http;

import java.util.regex.Pattern;

/** An address as it may stand in a log: without its last byte, or the last 80 bits of IPv6, so that it names a network and no household. */
public final class ShortAddress {
    private static final Pattern LAST_OF_FOUR = Pattern.compile("\\.[0-9]+$");
    private static final Pattern FIRST_OF_EIGHT = Pattern.compile("^((?:[0-9A-Fa-f]{0,4}:){1,3}).*$");

    /** The network of {@code ::1}, in which there is no other address: this machine, which is nobody's household. */
    private static final String LOOPBACK = "0:0:0:0:";

    private ShortAddress() {}

    /** Of an address as {@link org.bittube.gateway.swarm.ViewerAddress} gives it. */
    public static String of(String address) {
        if (address.startsWith(LOOPBACK)) {
            return "::1";
        }
        return address.contains(":")
                ? FIRST_OF_EIGHT.matcher(address).replaceFirst("$1:")
                : LAST_OF_FOUR.matcher(address).replaceFirst(".x");
    }
}
