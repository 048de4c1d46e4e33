package org.bittube.tracker.connection;

import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Puts the frames of a text message together (RFC 6455 section 5.4), up to a length. Confined to its event loop. */
final class TextAssembler {
    private final int limitBytes;
    private @Nullable Buffer parts;

    TextAssembler(int limitBytes) {
        this.limitBytes = limitBytes;
    }

    /**
     * Takes a frame over. Returns false when the message would be longer than the limit; nothing of the frame is kept
     * then.
     */
    boolean accept(Buffer frame) {
        int held = parts == null ? 0 : parts.length();
        if (frame.length() > limitBytes - held) {
            parts = null;
            return false;
        }
        if (parts == null) {
            parts = Buffer.buffer(frame.length());
        }
        parts.appendBuffer(frame);
        return true;
    }

    /**
     * Ends the message and returns its text.
     *
     * @throws CharacterCodingException when it is not UTF-8
     */
    String finish() throws CharacterCodingException {
        byte[] bytes = parts == null ? new byte[0] : parts.getBytes();
        parts = null;
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }
}
