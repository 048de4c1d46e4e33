package org.bittube.tracker.webtorrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HostLinesTest {
    private static final String HOST = "a=candidate:1 1 udp 2122260223 192.168.0.7 50000 typ host generation 0\\r\\n";
    private static final String MDNS = "a=candidate:2 1 udp 2122260223 a-b-c.local 50001 typ host\\r\\n";
    private static final String REFLEXIVE =
            "a=candidate:3 1 udp 1686052607 198.51.100.1 50000 typ srflx raddr 0.0.0.0 rport 0\\r\\n";

    @Test
    void hostCandidatesGoAndAllElseStays() {
        assertThat(others("{\"type\":\"offer\",\"sdp\":\"v=0\\r\\n" + HOST + REFLEXIVE + MDNS + "a=mid:0\\r\\n\"}"))
                .isEqualTo("{\"type\":\"offer\",\"sdp\":\"v=0\\r\\n" + REFLEXIVE + "a=mid:0\\r\\n\"}");
    }

    @Test
    void linesMayEndWithALineFeedAloneOrWithTheString() {
        String line = HOST.substring(0, HOST.length() - 4);
        assertThat(others("\"v=0\\n" + line + "\\n" + line + "\"")).isEqualTo("\"v=0\\n\"");
    }

    @Test
    void whatIsNoHostCandidateIsNotTouched() {
        for (String text : new String[] {
            "", "\"\"", "{\"a\":\"typ host\"}", "\"a=candidate:\"", "\"" + REFLEXIVE + "\"", "\"a=cand"
        }) {
            assertThat(others(text)).isEqualTo(text);
        }
    }

    @Test
    void whateverIsTakenOutTheStringStaysAString() {
        Random random = new Random(3);
        String[] parts = {
            HOST, MDNS, REFLEXIVE, "a=candidate:", " typ host", "\\r", "\\n", "\\\\", "\\u0041", "x", "\\\""
        };
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder("\"");
            for (int i = random.nextInt(12); i > 0; i--) {
                text.append(parts[random.nextInt(parts.length)]);
            }
            byte[] written = others(text.append('"').toString()).getBytes(StandardCharsets.UTF_8);
            JsonScanner scanner = new JsonScanner(written, 0, written.length);
            assertThatCode(() -> {
                        scanner.skipValue(1);
                        scanner.takeEnd();
                    })
                    .doesNotThrowAnyException();
        }
    }

    private static String others(String text) {
        byte[] message = text.getBytes(StandardCharsets.UTF_8);
        MessageWriter writer = new MessageWriter(false);
        HostLines.writeOthers(message, 0, message.length, writer);
        return new String(writer.bytes(), 0, writer.length(), StandardCharsets.UTF_8);
    }
}
