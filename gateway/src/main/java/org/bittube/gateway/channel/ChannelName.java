package org.bittube.gateway.channel;

import java.util.regex.Pattern;

/** Names of channels: the group names of docs/protocol.md section 1, except those that a URL cannot carry. */
public final class ChannelName {

    private static final Pattern GROUP = Pattern.compile("[A-Za-z0-9._~-]{1,128}");

    private ChannelName() {}

    /** False also for "." and "..", which clients remove from a path (RFC 3986 §5.2.4). */
    public static boolean isValid(String name) {
        return GROUP.matcher(name).matches() && !name.equals(".") && !name.equals("..");
    }

    static String require(String name) {
        if (!isValid(name)) {
            throw ChannelException.refused(
                    "A channel's name has 1 to 128 characters of A-Z a-z 0-9 . _ ~ -: choose another one.");
        }
        return name;
    }
}
