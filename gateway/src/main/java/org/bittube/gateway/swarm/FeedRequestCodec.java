package org.bittube.gateway.swarm;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.bittube.gateway.packet.PacketHeader;

/** Reads feed requests: docs/protocol.md section 4. Strict JSON; fields it does not know are ignored, types are not. */
final class FeedRequestCodec {
    /** The longest message, in bytes. */
    static final int MAX_BYTES = 1024;

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private FeedRequestCodec() {}

    /** @throws FeedFormatException when this is no request */
    static FeedRequest decode(Buffer message) {
        if (message.length() > MAX_BYTES) {
            throw new FeedFormatException(FeedFormatException.TOO_BIG, "at most 1024 bytes a message");
        }
        JsonNode json = parse(message);
        String type = json.path("type").asText("");
        return switch (type) {
            case "subscribe" ->
                new FeedRequest.Subscribe(
                        substreams(json), fromSeq(json), json.path("lost").asBoolean(false));
            case "unsubscribe" -> new FeedRequest.Unsubscribe(substreams(json));
            default -> throw malformed("unknown type");
        };
    }

    private static JsonNode parse(Buffer message) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(message.getBytes()))
                    .toString();
            JsonNode json = JSON.readTree(text);
            if (!json.isObject() || !json.path("type").isTextual()) {
                throw malformed("not an object with a type");
            }
            return json;
        } catch (CharacterCodingException e) {
            throw malformed("not UTF-8");
        } catch (JacksonException e) {
            throw malformed("not JSON");
        }
    }

    private static Substreams substreams(JsonNode json) {
        JsonNode list = json.path("substreams");
        if (!list.isArray() || list.isEmpty() || list.size() > PacketHeader.SUBSTREAMS) {
            throw malformed("substreams: one to eight numbers");
        }
        Substreams substreams = Substreams.NONE;
        for (JsonNode item : list) {
            boolean valid = item.isInt() && item.intValue() >= 0 && item.intValue() < PacketHeader.SUBSTREAMS;
            if (!valid || substreams.contains(item.intValue())) {
                throw malformed("substreams: different numbers from 0 to 7");
            }
            substreams = substreams.with(item.intValue());
        }
        return substreams;
    }

    private static long fromSeq(JsonNode json) {
        JsonNode seq = json.path("fromSeq");
        boolean valid = seq.isIntegralNumber() && seq.canConvertToLong();
        if (!valid || seq.longValue() < 0 || seq.longValue() >= PacketHeader.SEQ_NONE) {
            throw malformed("fromSeq: a packet's number");
        }
        return seq.longValue();
    }

    private static FeedFormatException malformed(String reason) {
        return new FeedFormatException(FeedFormatException.INVALID, reason);
    }
}
