package org.bittube.tracker.webtorrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import org.bittube.tracker.webtorrent.Announce.Event;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestReaderTest {
    private static final String IDS = "\"info_hash\":\"abcdefghijklmnopqrst\",\"peer_id\":\"ABCDEFGHIJKLMNOPQRST\"";
    private static final String ANNOUNCE = "{\"action\":\"announce\"," + IDS;

    private static ClientRequest read(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return RequestReader.read(bytes, bytes.length, WebTorrentLimits.DEFAULT);
    }

    private static Announce announce(String more) {
        return (Announce) read(ANNOUNCE + more + "}");
    }

    @Test
    void readsAnAnnounceAsItsClientsSendIt() {
        Announce announce = announce(
                ",\"event\":\"started\",\"left\":null,\"numwant\":5,\"uploaded\":0,\"offers\":[{\"offer\":"
                        + "{\"type\":\"offer\",\"sdp\":\"v=0\\r\\no=- {[\\\"\"},\"offer_id\":\"x\"} , {\"offer_id\":\"y\",\"offer\":{ }}]");
        assertThat(announce.infoHash()).isEqualTo(Id20.of("abcdefghijklmnopqrst".getBytes(StandardCharsets.US_ASCII)));
        assertThat(announce.infoHash()).hasToString("6162636465666768696a6b6c6d6e6f7071727374");
        assertThat(announce.event()).isEqualTo(Event.STARTED);
        assertThat(announce.complete()).isFalse();
        assertThat(announce.offers())
                .extracting(offer -> offer.description().toString())
                .containsExactly("{\"type\":\"offer\",\"sdp\":\"v=0\\r\\no=- {[\\\"\"}", "{ }");
        assertThat(announce.offers()).extracting(offer -> offer.id().toString()).containsExactly("\"x\"", "\"y\"");
    }

    @Test
    void theOrderWhiteSpaceEscapesAndUnknownFieldsDoNotMatter() {
        Announce announce = (Announce)
                read(
                        "\n{ \"offers\" : [ ] , \"x\":[1,-0.5e+3,{\"y\":[true,false,null]}],\"\\u0061ction\":\"anno\\u0075nce\",\t"
                                + "\"peer_id\":\"ignored\",\"peer_id\":\"\\u0041BCDEFGHIJKLMNOPQRST\", \"info_hash\":\"abcdefghijklmnopqrst\"}\r\n");
        assertThat(announce.peerId()).isEqualTo(announce("").peerId());
        assertThat(announce.event()).isEqualTo(Event.NONE);
    }

    @Test
    void idsHaveAnyBytesHoweverTheyAreSpelled() {
        byte[] bytes = new byte[20];
        for (int i = 0; i < 20; i++) {
            bytes[i] = (byte) (i * 13 - 1);
        }
        String characters = new String(bytes, StandardCharsets.ISO_8859_1);
        StringBuilder escaped = new StringBuilder();
        characters.chars().forEach(c -> escaped.append(String.format("\\u%04X", c)));
        for (String spelled : new String[] {new TextNode(characters).toString(), "\"" + escaped + "\""}) {
            Scrape scrape = (Scrape) read("{\"action\":\"scrape\",\"info_hash\":" + spelled + "}");
            assertThat(scrape.infoHashes()).containsExactly(Id20.of(bytes));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0,true",
        "0.0,true",
        "-0,true",
        "0e7,true",
        "1,false",
        "0.5,false",
        "\"0\",false",
        "null,false",
        "[],false",
        "true,false"
    })
    void onlyTheNumberZeroIsLeftWhereNothingIs(String left, boolean complete) {
        assertThat(announce(",\"left\":" + left).complete()).isEqualTo(complete);
    }

    @Test
    void anOfferIdIsTheSameHoweverItIsSpelled() {
        Announce plain = announce(",\"offers\":[{\"offer\":{},\"offer_id\":\"\u00e9/\\\"\\u0001\ud83d\ude00\"}]");
        Announce escaped =
                announce(",\"offers\":[{\"offer\":{},\"offer_id\":\"\\u00E9\\/\\u0022\\u0001\\ud83d\\uDE00\"}]");
        assertThat(escaped.offers().get(0).id()).isEqualTo(plain.offers().get(0).id());
        assertThat(escaped.offers().get(0).id()).hasToString("\"\u00e9/\\\"\\u0001\ud83d\ude00\"");
        assertThat(announce(",\"offers\":[{\"offer\":{},\"offer_id\":\"\\ud83d\"}]")
                        .offers()
                        .get(0)
                        .id())
                .as("half a character stays an escape")
                .hasToString("\"\\ud83d\"");
    }

    @Test
    void whatStoppedBringsIsNotLookedAt() {
        Announce stopped = announce(",\"event\":\"stopped\",\"offers\":[null]");
        assertThat(stopped.event()).isEqualTo(Event.STOPPED);
        assertThat(stopped.offers()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ",",
                "x",
                "\"",
                ",\"a\"",
                ",\"a\":}",
                ",\"a\":tru}",
                ",\"a\":01}",
                ",\"a\":1.}",
                ",\"a\":+1}",
                ",\"a\":.5}",
                ",\"a\":1e}",
                ",\"a\":-}",
                ",\"a\":[1,]}",
                ",\"a\":[1 2]}",
                ",\"a\":{\"b\" 1}}",
                ",\"a\":{b:1}}",
                ",\"a\":\"\\x\"}",
                ",\"a\":\"\\u12g4\"}",
                ",\"a\":\"\\u12",
                ",\"a\":\"line\nline\"}",
                ",\"a\":\"12345678\u0000\"}",
                ",\"a\":'x'}",
                ",\"a\":nul}",
                ",}",
                "}}",
                "} x",
                "}{}",
                ",\"offers\":[{\"offer\":{\"sdp\":\"tab\tin it\"},\"offer_id\":\"x\"}]}",
                ",\"offers\":[{\"offer\":{},}]}",
                ",\"offers\":[}",
                ",\"a\":NaN}"
            })
    void whatIsNotJsonIsRefused(String end) {
        assertThatThrownBy(() -> read(ANNOUNCE + end)).isInstanceOf(BadRequest.class);
    }

    @Test
    void aMessageMayBeCutOffAnywhereAndIsRefused() {
        String whole = ANNOUNCE
                + ",\"offers\":[{\"offer\":{\"sdp\":\"v=0\\r\\n\\u00e9\",\"n\":-1.5e3},\"offer_id\":\"x\"}],\"left\":0}";
        byte[] bytes = whole.getBytes(StandardCharsets.UTF_8);
        assertThat(read(whole)).isInstanceOf(Announce.class);
        for (int i = 0; i < bytes.length; i++) {
            int length = i;
            assertThatThrownBy(() -> RequestReader.read(bytes, length, WebTorrentLimits.DEFAULT))
                    .as("the first %d bytes", i)
                    .isInstanceOf(BadRequest.class);
        }
    }

    @Test
    void nestingIsBounded() {
        assertThat(announce(",\"a\":" + "[".repeat(15) + "]".repeat(15))).isNotNull();
        assertThatThrownBy(() -> announce(",\"a\":" + "[".repeat(16) + "]".repeat(16)))
                .hasMessageContaining("too deeply");
        assertThatThrownBy(() -> announce(",\"a\":" + "[{\"a\":".repeat(10_000)))
                .hasMessageContaining("too deeply");
    }

    @Test
    void anOfferIdThatIsLongIsRefused() {
        String id = "i".repeat(OfferId.MAX_BYTES - 2);
        assertThat(announce(",\"offers\":[{\"offer\":{},\"offer_id\":\"" + id + "\"}]")
                        .offers())
                .hasSize(1);
        assertThatThrownBy(() -> announce(",\"offers\":[{\"offer\":{},\"offer_id\":\"i" + id + "\"}]"))
                .isInstanceOf(BadRequest.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "abcdefghijklmnopqrs",
                "abcdefghijklmnopqrstu",
                "abcdefghijklmnopqrs\u0100",
                "abcdefghijklmnopqrs\ud83d\ude00",
                ""
            })
    void anIdOfAnotherLengthOrOfCharactersThatAreNoBytesIsRefused(String id) {
        assertThatThrownBy(() -> read("{\"action\":\"scrape\",\"info_hash\":\"" + id + "\"}"))
                .hasMessageContaining("20 characters");
    }
}
