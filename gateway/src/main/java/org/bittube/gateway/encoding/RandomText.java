package org.bittube.gateway.encoding;

import java.util.function.Consumer;

/** Texts that nobody can guess: ids and tokens. */
public final class RandomText {
    private RandomText() {}

    /**
     * So many bytes in base64url.
     *
     * @param random fills an array with bytes that nobody can foretell
     */
    public static String make(int bytes, Consumer<byte[]> random) {
        byte[] drawn = new byte[bytes];
        random.accept(drawn);
        return Base64Url.encode(drawn);
    }
}
