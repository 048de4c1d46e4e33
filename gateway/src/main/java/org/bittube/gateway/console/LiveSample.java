package org.bittube.gateway.console;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/**
 * What happened in the last seconds, in all and in each channel.
 *
 * @param atMillis their end, Unix time
 */
record LiveSample(long atMillis, Sample total, Map<String, Sample> channels) {

    LiveSample {
        channels = Map.copyOf(channels);
    }

    static LiveSample of(long atMillis, Map<String, Sample> channels) {
        return new LiveSample(atMillis, Sample.overChannels(channels.values()), channels);
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("at", atMillis);
        json.set("total", total.json());
        ObjectNode each = json.putObject("channels");
        new TreeMap<>(channels).forEach((name, sample) -> each.set(name, sample.json()));
        return json;
    }
}
