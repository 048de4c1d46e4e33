package org.bittube.gateway.console;

import java.util.EnumMap;
import java.util.Map;

/**
 * Keeps a flood out of the log: of each kind {@value #AT_ONCE} entries at once, then one every {@value #MILLIS_PER_ENTRY} ms. Pure.
 */
final class LogGate {
    static final int AT_ONCE = 30;
    static final long MILLIS_PER_ENTRY = 20_000;

    private final Map<LogKind, State> states = new EnumMap<>(LogKind.class);

    private static final class State {
        private double room = AT_ONCE;
        private long atMillis;
        private int leftOut;
    }

    /** How many of this kind were left out before this one; -1: this one is, too. */
    int admit(LogKind kind, long nowMillis) {
        State state = states.computeIfAbsent(kind, made -> new State());
        long passed = Math.max(0, nowMillis - state.atMillis);
        state.room = Math.min(AT_ONCE, state.room + (double) passed / MILLIS_PER_ENTRY);
        state.atMillis = nowMillis;
        if (state.room < 1) {
            state.leftOut++;
            return -1;
        }
        state.room--;
        int before = state.leftOut;
        state.leftOut = 0;
        return before;
    }
}
