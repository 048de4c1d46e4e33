package org.bittube.gateway.console;

import org.jspecify.annotations.Nullable;

/**
 * The counters of one channel at one moment; totals since some beginning.
 *
 * @param viewers those who share, and those who do not
 * @param bitsPerSecond of the stream; 0 where it is not known
 * @param sharingBytes sent to viewers that share
 * @param relayBytes sent as whole streams
 * @param repairs of the source's timestamps
 * @param report null where nothing is known
 */
record Reading(
        int viewers,
        long bitsPerSecond,
        long sharingBytes,
        long relayBytes,
        long repairs,
        @Nullable ViewerReport report) {}
