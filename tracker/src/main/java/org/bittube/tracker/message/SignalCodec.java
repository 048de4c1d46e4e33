package org.bittube.tracker.message;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The part that the signals of both directions share: exactly one of {@code description} and {@code candidate}. */
final class SignalCodec {
    private SignalCodec() {}

    static Signal decode(JsonFields message) {
        if (message.has("description") == message.has("candidate")) {
            throw JsonFields.bad("signal has either description or candidate");
        }
        if (message.has("candidate")) {
            return new TrickledCandidate(message.text("candidate"));
        }
        return DescriptionText.read(message.text("description"));
    }

    static void encode(Signal signal, ObjectNode message) {
        if (signal instanceof TrickledCandidate trickled) {
            message.put("candidate", trickled.candidate());
        } else if (signal instanceof CompactDescription description) {
            message.put("description", DescriptionText.write(description));
        }
    }
}
