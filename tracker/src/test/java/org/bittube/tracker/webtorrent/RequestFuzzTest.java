package org.bittube.tracker.webtorrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Any text is either a message or refused; what is handed on of it is JSON, and whoever gets it can read it. */
class RequestFuzzTest {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    @FuzzTest(maxDuration = "60s")
    void request(byte[] bytes) throws JsonProcessingException {
        // The socket lets nothing pass but UTF-8.
        byte[] utf8 = new String(bytes, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
        ClientRequest request;
        try {
            request = RequestReader.read(utf8, utf8.length, WebTorrentLimits.DEFAULT);
        } catch (BadRequest e) {
            assertThat(e.reason()).isNotBlank();
            return;
        }
        JsonNode tree = JSON.readTree(new String(utf8, StandardCharsets.UTF_8));
        if (request instanceof Answer answer) {
            assertThat(JSON.readTree(answer.description().toString())).isEqualTo(tree.get("answer"));
            assertThat(JSON.readTree(answer.offerId().toString())).isEqualTo(tree.get("offer_id"));
        } else if (request instanceof Announce announce) {
            for (int i = 0; i < announce.offers().size(); i++) {
                JsonNode offer = tree.get("offers").get(i);
                assertThat(JSON.readTree(announce.offers().get(i).description().toString()))
                        .isEqualTo(offer.get("offer"));
                assertThat(JSON.readTree(announce.offers().get(i).id().toString()))
                        .isEqualTo(offer.get("offer_id"));
            }
        }
    }

    /** Whatever three clients say, what they hear is JSON with an action, and nobody is left behind them. */
    @FuzzTest(maxDuration = "60s")
    void session(byte[] bytes) {
        Swarms swarms = new Swarms(WebTorrentLimits.DEFAULT, true, true, new Random(1));
        TestPeer[] peers = {new TestPeer(swarms, "a"), new TestPeer(swarms, "b"), new TestPeer(swarms, "c")};
        String[] messages = new String(bytes, StandardCharsets.UTF_8).split("\n", -1);
        for (int i = 0; i < messages.length; i++) {
            peers[i % peers.length].say(messages[i]);
        }
        for (TestPeer peer : peers) {
            while (!peer.heardNothing()) {
                if (!peer.next().has("action")) {
                    fail("a message without an action");
                }
            }
            peer.end();
        }
        assertThat(swarms.size()).isZero();
        assertThat(swarms.peers()).isZero();
    }
}
