package org.bittube.gateway.amf;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The {@code keyframes} of onMetaData as players expect it: {@code times} in seconds, and {@code filepositions} in bytes. By custom
 * the first place is that of the sequence headers, for players that read none before they seek.
 */
public final class KeyframesField {
    private static final double MILLIS = 1_000;

    private final List<AmfValue> times = new ArrayList<>();
    private final List<AmfValue> positions = new ArrayList<>();
    private final long headersPosition;

    /** @param headersPosition of the first sequence header's tag */
    public KeyframesField(long headersPosition) {
        this.headersPosition = headersPosition;
    }

    public void add(long timeMillis, long position) {
        times.add(AmfValue.of(timeMillis / MILLIS));
        positions.add(AmfValue.of((double) (positions.isEmpty() ? headersPosition : position)));
    }

    public AmfValue value() {
        Map<String, AmfValue> fields = new LinkedHashMap<>();
        fields.put("times", new AmfValue.StrictArray(times));
        fields.put("filepositions", new AmfValue.StrictArray(positions));
        return new AmfValue.Fields(false, fields);
    }
}
