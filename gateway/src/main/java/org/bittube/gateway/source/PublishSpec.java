package org.bittube.gateway.source;

import org.bittube.gateway.secret.Secret;
import org.jspecify.annotations.Nullable;

/**
 * An encoder that comes by itself, over RTMP or HTTP.
 *
 * @param takeover whether an encoder that comes takes the place of the one that is there; otherwise it is refused
 * @param key what encoders must know; null as long as none was made, and nobody may publish
 */
public record PublishSpec(boolean takeover, @Nullable Secret key) implements SourceSpec {
    /** The same with another key. */
    public PublishSpec withKey(Secret other) {
        return new PublishSpec(takeover, other);
    }
}
