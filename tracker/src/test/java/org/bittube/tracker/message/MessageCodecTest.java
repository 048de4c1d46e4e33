package org.bittube.tracker.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class MessageCodecTest {
    private static final String PEER = "8PHy8_T19vf4-fr7_P3-_w";

    @TestFactory
    Stream<DynamicTest> readsAndWritesEveryCanonicalText() throws IOException {
        return MessageVectors.of("messages")
                .map(vector -> test(vector, () -> {
                    String text = vector.get("text").textValue();
                    assertThat(MessageVectors.rewrite(vector)).isEqualTo(text);
                    assertThat(new ObjectMapper().readTree(text)).isEqualTo(vector.get("value"));
                }));
    }

    @TestFactory
    Stream<DynamicTest> readsOtherSpellings() throws IOException {
        return MessageVectors.of("accepted")
                .map(vector -> test(vector, () -> assertThat(MessageVectors.rewrite(vector))
                        .isEqualTo(vector.get("canonical").textValue())));
    }

    @TestFactory
    Stream<DynamicTest> refusesWithTheCode() throws IOException {
        return MessageVectors.of("refused")
                .map(vector -> test(vector, () -> assertThatThrownBy(() -> MessageVectors.rewrite(vector))
                        .isInstanceOfSatisfying(MessageException.class, e -> assertThat(JsonFields.wireName(e.code()))
                                .isEqualTo(vector.get("code").textValue()))));
    }

    @Test
    void readsTheValuesOfAStatsMessage() {
        Stats stats = (Stats) RequestCodec.decode("""
                {"type":"stats","group":"news","fromPeersBytes":1,"fromFeedBytes":2,"fromHttpBytes":3,"toPeersBytes":4,
                 "lagMillis":5,"stalls":6,"stalledMillis":7,"neighbours":8,"playing":true}""");
        assertThat(stats).isEqualTo(new Stats("news", 1, 2, 3, 4, 5, 6, 7, 8, true, OptionalLong.empty()));
    }

    @Test
    void readsTheValuesOfAReport() {
        Report report = (Report) RequestCodec.decode("{\"type\":\"report\",\"group\":\"news\",\"peer\":\"" + PEER
                + "\",\"outcome\":\"poisoned\",\"path\":\"relay\"}");
        assertThat(report).isEqualTo(new Report("news", PEER, Outcome.POISONED, CandidatePath.RELAY));
    }

    @TestFactory
    Stream<DynamicTest> readsTheValuesOfEveryDescription() throws IOException {
        return MessageVectors.of("messages")
                .filter(vector -> vector.has("describes"))
                .map(vector -> test(vector, () -> {
                    JsonNode described = vector.get("describes");
                    CompactDescription description = (CompactDescription) MessageVectors.signal(vector);
                    assertThat(JsonFields.wireName(description.kind())).isEqualTo(text(described, "type"));
                    assertThat(description.ufrag()).isEqualTo(text(described, "ufrag"));
                    assertThat(description.pwd()).isEqualTo(text(described, "pwd"));
                    assertThat(description.fingerprint()).isEqualTo(text(described, "fingerprint"));
                    assertThat(JsonFields.wireName(description.setup())).isEqualTo(text(described, "setup"));
                    List<String> candidates = new ArrayList<>();
                    described.get("candidates").forEach(candidate -> candidates.add(candidate.textValue()));
                    assertThat(description.candidates()).isEqualTo(candidates);
                }));
    }

    @Test
    void refusesNestingThatWouldExhaustTheStack() {
        String text = "{\"type\":\"leave\",\"group\":\"news\",\"x\":" + "[".repeat(8000) + "]".repeat(8000) + "}";
        assertThatThrownBy(() -> RequestCodec.decode(text)).isInstanceOf(MessageException.class);
    }

    @Test
    void keepsTheTokenOutOfTheTextForLogs() {
        Join join = new Join("news", 1, Device.DESKTOP, Nat.OPEN, 1, Optional.of("secret"));
        assertThat(join.toString()).doesNotContain("secret");
    }

    @Test
    void recordsRefuseWhatTheWireRefuses() {
        assertThatThrownBy(() -> new More("news", 1, List.of("me"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Leave("a b")).isInstanceOf(IllegalArgumentException.class);
    }

    private static String text(JsonNode object, String field) {
        return object.get(field).textValue();
    }

    private static DynamicTest test(JsonNode vector, org.junit.jupiter.api.function.Executable body) {
        return DynamicTest.dynamicTest(
                vector.get("direction").textValue() + " " + vector.get("name").textValue(), body);
    }
}
