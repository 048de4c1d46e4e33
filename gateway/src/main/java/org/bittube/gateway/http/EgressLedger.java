package org.bittube.gateway.http;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The counters of every channel. Those who serve viewers ask only for channels that exist, so the ledger is as large as
 * the list of channels, if whoever deletes a channel calls {@link #forget}. Safe for any thread.
 */
public final class EgressLedger {
    private final Map<String, EgressCounters> counters = new ConcurrentHashMap<>();

    /** The channel's counters; the same object until it is forgotten. */
    public EgressCounters of(String group) {
        return counters.computeIfAbsent(group, name -> new EgressCounters());
    }

    /** The channel was deleted. */
    public void forget(String group) {
        counters.remove(group);
    }
}
