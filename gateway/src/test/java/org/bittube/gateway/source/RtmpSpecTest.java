package org.bittube.gateway.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RtmpSpecTest {
    @ParameterizedTest
    @CsvSource({
        "rtmp://host/live/cam,                      rtmp://host:1935/live,      live,      cam",
        "RTMP://host:19350/live/cam?key=a%26b&c=d,  RTMP://host:19350/live,     live,      cam?key=a%26b&c=d",
        "rtmps://host/app/inst/mp4:dir/film.mp4,    rtmps://host:443/app/inst,  app/inst,  mp4:dir/film.mp4",
        "rtmp://[::1]:1936/live/a%20b,              rtmp://[::1]:1936/live,     live,      a b",
    })
    void saysWhatTheServerIsAskedFor(URI url, String address, String application, String stream) {
        RtmpSpec spec = new RtmpSpec(url);
        assertThat(spec.address()).isEqualTo(address);
        assertThat(spec.application()).isEqualTo(application);
        assertThat(spec.stream()).isEqualTo(stream);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://host/live/cam",
                "rtmpt://host/live/cam",
                "rtmp:///live/cam",
                "rtmp:live",
                "rtmp://host",
                "rtmp://host/",
                "rtmp://host/live",
                "rtmp://host/live/",
                "rtmp://host//cam",
                "rtmp://host:99999/live/cam",
                "live/cam",
            })
    void refusesWhatNamesNoStream(URI url) {
        assertThatThrownBy(() -> new RtmpSpec(url)).isInstanceOf(SourceRefused.class);
    }

    @Test
    void saysWhereAKeyBelongsInsteadOfAPassword() {
        assertThatThrownBy(() -> new RtmpSpec(URI.create("rtmp://me:secret@host/live/cam")))
                .isInstanceOf(SourceRefused.class)
                .hasMessageContaining("?key=value")
                .hasMessageNotContaining("secret");
    }
}
