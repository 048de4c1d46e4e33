package org.bittube.gateway.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bittube.gateway.source.FileSpec;
import org.bittube.gateway.source.FilesSpec;
import org.bittube.gateway.source.HlsSpec;
import org.bittube.gateway.source.HttpFlvSpec;
import org.bittube.gateway.source.RtmpSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SourceJsonTest {

    @Test
    void readsAndWritesAllTypes() {
        HlsSpec hls = new HlsSpec(URI.create("https://host/a.m3u8"), "720p", Map.of("Authorization", "Bearer secret"));
        assertThat(SourceJson.readKept(SourceJson.write(hls))).isEqualTo(hls);
        assertThat(SourceJson.shown(hls))
                .asString()
                .contains("Authorization", "720p")
                .doesNotContain("secret");
        HttpFlvSpec http = new HttpFlvSpec(URI.create("http://me:secret@encoder:8000/live?a=b"));
        FileSpec file = new FileSpec(Path.of("a folder/b.flv"), true);
        assertThat(SourceJson.readKept(SourceJson.write(http))).isEqualTo(http);
        assertThat(SourceJson.readKept(SourceJson.write(file))).isEqualTo(file);
        FilesSpec files = new FilesSpec(List.of(Path.of("a.flv"), Path.of("b.flv"), Path.of("a.flv")), true);
        assertThat(SourceJson.readKept(SourceJson.write(files))).isEqualTo(files);
        assertThat(SourceJson.readKept("{\"type\":\"file\",\"path\":\"b.flv\"}"))
                .isEqualTo(new FileSpec(Path.of("b.flv"), false));
    }

    @Test
    void keyOfAnRtmpUrlIsKeptAndNotShown() {
        RtmpSpec rtmp = new RtmpSpec(URI.create("rtmp://host:1936/live/cam?key=secret&b=c"));
        assertThat(SourceJson.readKept(SourceJson.write(rtmp))).isEqualTo(rtmp);
        assertThat(SourceJson.shown(rtmp))
                .asString()
                .contains("\"rtmp\"", "rtmp://host:1936/live/cam?***")
                .doesNotContain("secret");
    }

    @Test
    void passwordIsNotShown() {
        HttpFlvSpec http = new HttpFlvSpec(URI.create("http://me:secret@encoder:8000/live"));
        assertThat(SourceJson.shown(http)).asString().doesNotContain("secret").contains("***@encoder:8000/live");
    }

    @Test
    void whatIsHiddenStaysWhereNothingElseChanges() {
        HttpFlvSpec http = new HttpFlvSpec(
                URI.create("http://me:secret@encoder:8000/live"), Map.of("Authorization", "Bearer secret"));
        assertThat(SourceJson.readChange(SourceJson.shown(http), http)).isEqualTo(http);
        ObjectNode elsewhere = SourceJson.shown(http).put("url", "http://***@evil.example/live");
        assertThatThrownBy(() -> SourceJson.readChange(elsewhere, http))
                .isInstanceOf(ChannelException.class)
                .hasMessageContaining("anew");
        ObjectNode plain = SourceJson.shown(new HttpFlvSpec(URI.create("http://encoder/other")));
        assertThat(SourceJson.readChange(plain, http)).isEqualTo(new HttpFlvSpec(URI.create("http://encoder/other")));
        RtmpSpec rtmp = new RtmpSpec(URI.create("rtmp://host/live/cam?key=secret"));
        assertThat(SourceJson.readChange(SourceJson.shown(rtmp), rtmp)).isEqualTo(rtmp);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "[]",
                "\"http://x/\"",
                "{}",
                "{\"type\":\"carrier-pigeon\"}",
                "{\"type\":1}",
                "{\"type\":\"http-flv\"}",
                "{\"type\":\"http-flv\",\"url\":\"\"}",
                "{\"type\":\"http-flv\",\"url\":\"http://a b/\"}",
                "{\"type\":\"http-flv\",\"url\":\"ftp://a/\"}",
                "{\"type\":\"http-flv\",\"url\":\"http://a/\",\"loop\":true}",
                "{\"type\":\"hls\",\"url\":\"http://a/\",\"headers\":{\"Host\":\"b\"}}",
                "{\"type\":\"hls\",\"url\":\"http://a/\",\"headers\":{\"X\":\"a\\r\\nb\"}}",
                "{\"type\":\"hls\",\"url\":\"http://a/\",\"headers\":[]}",
                "{\"type\":\"rtmp\",\"url\":\"rtmp://a/b\"}",
                "{\"type\":\"rtmp\",\"url\":\"rtmp://a/b/c\",\"headers\":{}}",
                "{\"type\":\"file\",\"paths\":[]}",
                "{\"type\":\"file\",\"paths\":\"a\"}",
                "{\"type\":\"file\",\"paths\":[7]}",
                "{\"type\":\"file\",\"paths\":[\"a\"],\"path\":\"a\"}",
                "{\"type\":\"file\",\"path\":7}",
                "{\"type\":\"file\",\"path\":\"a\\u0000b\"}",
                "{\"type\":\"file\",\"path\":\"a\",\"loop\":\"yes\"}",
                "{\"type\":\"file\",\"path\":\"a\",\"url\":\"http://a/\"}",
            })
    void whatDoesNotFitIsRefusedInOneLine(String text) throws JsonProcessingException {
        var json = new ObjectMapper().readTree(text);
        assertThatThrownBy(() -> SourceJson.read(json))
                .isInstanceOf(ChannelException.class)
                .message()
                .isNotBlank()
                .doesNotContain("\n");
    }
}
