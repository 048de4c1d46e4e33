package org.bittube.gateway.publish;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import org.bittube.gateway.source.Admission;
import org.jspecify.annotations.Nullable;

/** What is said on a socket on which a page publishes, beside the stream: docs/protocol.md section 11. Pure. */
final class PublishMessages {
    /** The longest message with a key, in bytes. */
    static final int MOST_BYTES = 1024;

    private PublishMessages() {}

    /** The key that this message shows; null when it is none. */
    static @Nullable String key(String text) {
        try {
            JsonObject message = new JsonObject(text);
            return "publish".equals(message.getValue("type")) && message.getValue("key") instanceof String key
                    ? key
                    : null;
        } catch (DecodeException e) {
            return null;
        }
    }

    static String publishing() {
        return new JsonObject().put("type", "publishing").encode();
    }

    /** @param waitMillis how long until another key is looked at */
    static String refused(Admission.Refused refused, long waitMillis) {
        return new JsonObject()
                .put("type", "refused")
                .put("reason", refused.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .put("message", refused.words())
                .put("retryAfterMillis", waitMillis)
                .encode();
    }

    /** @param bytes of the stream that have arrived */
    static String received(long bytes) {
        return new JsonObject().put("type", "received").put("bytes", bytes).encode();
    }

    static String ended(String message) {
        return new JsonObject().put("type", "ended").put("message", message).encode();
    }
}
