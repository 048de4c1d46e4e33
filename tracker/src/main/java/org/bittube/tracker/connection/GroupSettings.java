package org.bittube.tracker.connection;

import java.util.List;
import org.bittube.tracker.access.GroupPolicy;
import org.bittube.tracker.message.Names;
import org.jspecify.annotations.Nullable;

/**
 * What a group's viewers are told when they join, and who may.
 *
 * @param name the group's name
 * @param publicKey the channel's Ed25519 public key, 32 bytes as base64url; null when the tracker does not know it
 * @param gateways addresses of the gateways that have the stream, at most 16; empty when the tracker does not know them
 * @param policy who may be a member
 */
public record GroupSettings(String name, @Nullable String publicKey, List<String> gateways, GroupPolicy policy) {
    public GroupSettings {
        Names.checkGroup(name);
        if (publicKey != null && !Names.isBytes32(publicKey)) {
            throw new IllegalArgumentException("a public key is 32 bytes in base64url");
        }
        if (gateways.size() > 16) {
            throw new IllegalArgumentException("at most 16 gateways");
        }
        gateways = List.copyOf(gateways);
    }

    /** A group that is open to everybody. */
    public GroupSettings(String name, @Nullable String publicKey, List<String> gateways) {
        this(name, publicKey, gateways, GroupPolicy.OPEN);
    }

    /** A group of which nothing is known but its name. */
    public static GroupSettings unknown(String name) {
        return new GroupSettings(name, null, List.of());
    }
}
