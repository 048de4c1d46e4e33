package org.bittube.tracker.webtorrent;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/** How operators name a swarm. */
public final class SwarmName {
    /** Stands before a swarm id of p2p-media-loader. */
    private static final String SWARM_ID = "swarm:";

    private static final int HEX_DIGITS = 2 * Id20.BYTES;
    /** Of the SHA-1, so that their base64 has 20 characters without padding. */
    private static final int HASHED_BYTES = 15;

    private SwarmName() {}

    /**
     * Reads {@code swarm:} and a swarm id of p2p-media-loader, or 40 hexadecimal digits, or the 20 letters, digits, {@code +}
     * and {@code /} that p2p-media-loader shows as a stream's hash; empty when it is none of them.
     */
    public static Optional<Id20> read(String name) {
        if (name.startsWith(SWARM_ID) && name.length() > SWARM_ID.length()) {
            return Optional.of(ofSwarmId(name.substring(SWARM_ID.length()).strip()));
        }
        if (name.length() == HEX_DIGITS && name.chars().allMatch(c -> c < 0x80 && Character.digit(c, 16) >= 0)) {
            return Optional.of(Id20.of(HexFormat.of().parseHex(name)));
        }
        if (name.length() == Id20.BYTES && name.matches("[A-Za-z0-9+/]*")) {
            return Optional.of(Id20.of(name.getBytes(StandardCharsets.US_ASCII)));
        }
        return Optional.empty();
    }

    /**
     * The {@code info_hash} of a stream of p2p-media-loader 2: the first 15 bytes of the SHA-1 of its id in base64, as 20
     * ASCII characters.
     */
    public static Id20 ofSwarmId(String swarmId) {
        try {
            byte[] sha1 = MessageDigest.getInstance("SHA-1").digest(swarmId.getBytes(StandardCharsets.UTF_8));
            return Id20.of(Base64.getEncoder().encode(Arrays.copyOf(sha1, HASHED_BYTES)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
