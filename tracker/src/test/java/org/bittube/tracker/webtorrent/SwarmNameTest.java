package org.bittube.tracker.webtorrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SwarmNameTest {
    @Test
    void readsDigitsAHashThatPagesShowAndASwarmId() {
        Id20 shown = Id20.of("0M5WZTN2xSgOtoRYbCbG".getBytes(StandardCharsets.US_ASCII));
        assertThat(SwarmName.read("0M5WZTN2xSgOtoRYbCbG")).contains(shown);
        assertThat(SwarmName.read(shown.toString())).contains(shown);
        assertThat(SwarmName.read(shown.toString().toUpperCase(Locale.ROOT))).contains(shown);
    }

    /** The hashes are p2p-media-loader 2.3.1's own. */
    @ParameterizedTest
    @CsvSource({
        "v2-https://tv.example/live/index.m3u8-main-UYnLxGhQilEV4D0HbCx+kRv0ZF0=,4XknM/qGtwSneN6ykA6r",
        "v2-n\u00e9ws-main-x,fTyLrN+ZlK9HfO/c2DzQ",
        "x,EfatjsUqKYSrqv18O1Fl"
    })
    void aSwarmIdIsHashedAsTheirPagesDo(String swarmId, String hash) {
        assertThat(SwarmName.read("swarm:" + swarmId)).isPresent().isEqualTo(SwarmName.read(hash));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "swarm:",
                "abc",
                "6162636465666768696a6b6c6d6e6f707172737",
                "6162636465666768696a6b6c6d6e6f70717273zz",
                "twenty letters, wow!"
            })
    void refusesOthers(String name) {
        assertThat(SwarmName.read(name)).isEmpty();
    }
}
