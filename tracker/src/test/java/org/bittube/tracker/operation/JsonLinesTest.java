package org.bittube.tracker.operation;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class JsonLinesTest {
    private final Logger logger = new LoggerContext().getLogger("org.bittube.Thing");

    @Test
    void fieldsOfTheMessageAreFieldsOfTheLine() throws Exception {
        assertThat(line("viewer dropped channel={} viewer={} behindBytes={} own={}", "news", 42, 1L << 40, true))
                .hasToString(
                        "{\"time\":\"2026-11-22T08:00:00.120Z\",\"level\":\"WARN\",\"logger\":\"org.bittube.Thing\","
                                + "\"message\":\"viewer dropped\",\"channel\":\"news\",\"viewer\":42,"
                                + "\"behindBytes\":1099511627776,\"own\":true}");
    }

    @Test
    void valuesStayValuesWhateverTheyHold() throws Exception {
        JsonNode line = line("channel {} channel={} reason={}", "started", "a b=c\n{\"level\":\"x\"}", null);
        assertThat(line.get("message").textValue()).isEqualTo("channel started");
        assertThat(line.get("channel").textValue()).isEqualTo("a b=c\n{\"level\":\"x\"}");
        assertThat(line.get("reason").textValue()).isEqualTo("null");
    }

    @Test
    void fieldsDoNotTakeThePlaceOfTheLinesOwn() throws Exception {
        JsonNode line = line("set level={} message={}", "high", "none");
        assertThat(line.get("level").textValue()).isEqualTo("WARN");
        assertThat(line.get("level_").textValue()).isEqualTo("high");
        assertThat(line.get("message").textValue()).isEqualTo("set");
        assertThat(line.get("message_").textValue()).isEqualTo("none");
    }

    @Test
    void failuresAreInOneLine() throws Exception {
        JsonNode line = line("it failed channel={}", "news", new IOException("no\nroom"));
        assertThat(line.get("message").textValue()).isEqualTo("it failed");
        assertThat(line.get("error").textValue()).isEqualTo("java.io.IOException: no\nroom");
        assertThat(line.get("stack").textValue()).contains("JsonLinesTest");
    }

    @Test
    void messagesWithoutFieldsAreAsTheyAre() throws Exception {
        assertThat(line("nothing {} here = {}").get("message").textValue()).isEqualTo("nothing {} here = {}");
    }

    private JsonNode line(String template, Object... values) throws IOException {
        LoggingEvent event = new LoggingEvent("", logger, Level.WARN, template, null, values);
        event.setInstant(Instant.parse("2026-11-22T08:00:00.120Z"));
        String text = new String(new JsonLines().encode(event), StandardCharsets.UTF_8);
        assertThat(text.indexOf('\n')).isEqualTo(text.length() - 1);
        return new ObjectMapper().readTree(text);
    }
}
