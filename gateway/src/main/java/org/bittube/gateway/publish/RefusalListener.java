package org.bittube.gateway.publish;

import org.jspecify.annotations.Nullable;

/** Is told of those who wanted to publish and were refused, on the event loop of the {@link PublishDesk}. */
@FunctionalInterface
public interface RefusalListener {
    /**
     * Somebody was refused.
     *
     * @param channel that he named; null when that could be no name
     * @param from his address, shortened
     * @param words why
     */
    void refused(@Nullable String channel, String from, String words);
}
