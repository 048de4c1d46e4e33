package org.bittube.gateway.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** testdata/packet/vectors.json, which the TypeScript codec is tested against too. */
class PacketVectorsTest {
    private final JsonNode vectors = read();
    private final byte[] publicKey = hex(vectors.get("publicKey").asText());
    private final StreamKeys keys = StreamKeys.of(
            publicKey, StreamKeys.pkcs8OfSeed(hex(vectors.get("privateKeySeed").asText())));

    @TestFactory
    Stream<DynamicTest> decodesAndVerifies() {
        return each("packets", vector -> {
            Packet packet = new PacketVerifier(publicKey, vector.get("group").asText()).accept(encoded(vector));
            assertThat(packet.header()).isEqualTo(header(vector));
            assertThat(packet.payload()).isEqualTo(payload(vector));
        });
    }

    @TestFactory
    Stream<DynamicTest> signsTheSameBytes() {
        return each("packets", vector -> {
            PacketSigner signer = new PacketSigner(keys, vector.get("group").asText());
            assertThat(signer.sign(header(vector), payload(vector)).encoded()).isEqualTo(encoded(vector));
        });
    }

    @TestFactory
    Stream<DynamicTest> refuses() {
        PacketVerifier verifier = new PacketVerifier(publicKey, "news");
        return each("invalid", vector -> {
            Buffer bytes = encoded(vector);
            PacketFormatException refused =
                    catchThrowableOfType(PacketFormatException.class, () -> verifier.accept(bytes));
            assertThat(refused).isNotNull();
            assertThat(refused.reason().name().toLowerCase(Locale.ROOT))
                    .isEqualTo(vector.get("error").asText());
            assertThat(refused.offset()).isBetween(0, bytes.length());
        });
    }

    @Test
    void readsPacketsThatStandOneBehindTheOther() {
        Buffer body = Buffer.buffer();
        int count = 0;
        for (JsonNode vector : vectors.get("packets")) {
            body.appendBuffer(encoded(vector));
            count++;
        }
        assertThat(PacketCodec.decodeAll(body)).hasSize(count);
        PacketFormatException cut = catchThrowableOfType(
                PacketFormatException.class, () -> PacketCodec.decodeAll(body.slice(0, body.length() - 1)));
        assertThat(cut.reason()).isEqualTo(PacketFormatException.Reason.LENGTH);
    }

    private Stream<DynamicTest> each(String list, Consumer<JsonNode> check) {
        assertThat(vectors.get(list).size()).isGreaterThan(5);
        return StreamSupport.stream(vectors.get(list).spliterator(), false)
                .map(vector -> DynamicTest.dynamicTest(vector.get("name").asText(), () -> check.accept(vector)));
    }

    private static PacketHeader header(JsonNode vector) {
        return new PacketHeader(
                vector.get("flags").asInt(),
                vector.get("prelude").asInt(),
                vector.get("epoch").asLong(),
                vector.get("seq").asLong(),
                vector.get("timestampMillis").asLong(),
                vector.get("durationMillis").asInt(),
                payload(vector).length());
    }

    private static Buffer payload(JsonNode vector) {
        if (vector.has("payload")) {
            return buffer(vector.get("payload").asText());
        }
        JsonNode repeat = vector.get("payloadRepeat");
        return buffer(repeat.get("byte").asText().repeat(repeat.get("count").asInt()));
    }

    private static Buffer encoded(JsonNode vector) {
        if (vector.has("encoded")) {
            return buffer(vector.get("encoded").asText());
        }
        if (vector.has("encodedPrefix")) {
            return buffer(vector.get("encodedPrefix").asText())
                    .appendBytes(new byte[vector.get("zeros").asInt()]);
        }
        return buffer(vector.get("header").asText() + vector.get("signature").asText())
                .appendBuffer(payload(vector));
    }

    private static Buffer buffer(String hex) {
        return Buffer.buffer(hex(hex));
    }

    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static JsonNode read() {
        try {
            return new ObjectMapper()
                    .readTree(Path.of(System.getProperty("bittube.testdata"), "packet", "vectors.json")
                            .toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
