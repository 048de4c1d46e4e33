package org.bittube.db.log;

import org.jspecify.annotations.Nullable;

/**
 * Something that happened.
 *
 * @param id counts up
 * @param atMillis when, Unix time
 * @param level a word of the gateway's, at most 16 characters
 * @param kind a word of the gateway's, at most 32 characters
 * @param channel where, or null
 * @param words what an operator reads, at most 1,024 characters
 */
public record LogRecord(
        long id,
        long atMillis,
        String level,
        String kind,
        @Nullable String channel,
        String words) {}
