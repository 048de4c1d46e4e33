package org.bittube.tracker.message;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.bittube.tracker.message.CompactDescription.Kind;
import org.bittube.tracker.message.CompactDescription.Setup;

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
        JsonFields description = message.object("description");
        Kind kind = description.constant("type", Kind.class);
        return new CompactDescription(
                kind,
                description.text("ufrag"),
                description.text("pwd"),
                description.text("fingerprint"),
                description.has("setup") ? description.constant("setup", Setup.class) : kind.usualSetup(),
                description.texts("candidates"));
    }

    static void encode(Signal signal, ObjectNode message) {
        if (signal instanceof TrickledCandidate trickled) {
            message.put("candidate", trickled.candidate());
        } else if (signal instanceof CompactDescription description) {
            ObjectNode compact = message.putObject("description")
                    .put("type", JsonFields.wireName(description.kind()))
                    .put("ufrag", description.ufrag())
                    .put("pwd", description.pwd())
                    .put("fingerprint", description.fingerprint());
            if (description.setup() != description.kind().usualSetup()) {
                compact.put("setup", JsonFields.wireName(description.setup()));
            }
            description.candidates().forEach(compact.putArray("candidates")::add);
        }
    }
}
