package org.bittube.tracker.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The golden vectors that the tests of both codecs read. */
final class MessageVectors {
    private MessageVectors() {}

    static Stream<JsonNode> of(String list) throws IOException {
        Path file = Path.of(System.getProperty("bittube.testdata"), "tracker", "messages.json");
        JsonNode entries = new ObjectMapper().readTree(file.toFile()).get(list);
        return StreamSupport.stream(entries.spliterator(), false);
    }

    /** Reads a text in the direction of the vector and writes it again. */
    static String rewrite(JsonNode vector) {
        String text = vector.get("text").textValue();
        return vector.get("direction").textValue().equals("request")
                ? RequestCodec.encode(RequestCodec.decode(text))
                : EventCodec.encode(EventCodec.decode(text));
    }

    /** What a signal of the vector's direction carries. */
    static Signal signal(JsonNode vector) {
        String text = vector.get("text").textValue();
        return vector.get("direction").textValue().equals("request")
                ? ((SendSignal) RequestCodec.decode(text)).signal()
                : ((RelayedSignal) EventCodec.decode(text)).signal();
    }
}
