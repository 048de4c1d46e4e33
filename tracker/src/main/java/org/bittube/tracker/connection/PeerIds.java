package org.bittube.tracker.connection;

import java.util.Base64;
import java.util.random.RandomGenerator;

/** Makes peerIds: 16 random bytes, so that nobody can guess one. */
final class PeerIds {
    private static final int LENGTH_BYTES = 16;

    private final RandomGenerator random;

    PeerIds(RandomGenerator random) {
        this.random = random;
    }

    String next() {
        byte[] bytes = new byte[LENGTH_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
