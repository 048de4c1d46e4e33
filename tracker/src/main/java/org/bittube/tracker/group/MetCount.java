package org.bittube.tracker.group;

/**
 * Introductions whose outcome was told.
 *
 * @param tried all of them
 * @param met those that came to a connection
 */
public record MetCount(long tried, long met) {}
