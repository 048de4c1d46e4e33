package org.bittube.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.http.Ffmpeg;
import org.bittube.gateway.http.Program;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Between ffmpeg and the gateway stand servers and players of others, and the frames stay what they were. */
final class ForeignServersIT {
    private static final String FRAMES = "-f lavfi -i testsrc=size=160x90:rate=25 -f lavfi -i sine=frequency=440 -t 4"
            + " -c:v libx264 -preset ultrafast -bf 2 -pix_fmt yuv420p -c:a aac -g ";

    @TempDir
    static Path folder = Path.of("");

    private static RunningGateway gateway;
    private static int rtmpPort;
    /** One group of pictures: who comes late gets it whole. */
    private static Path clip;

    @BeforeAll
    static void start() throws Exception {
        rtmpPort = Program.freePorts(1).get(0);
        gateway = RunningGateway.start(
                folder.resolve("data"), false, Map.of("rtmp-port", "" + rtmpPort, "rtmp-play", "on"));
        clip = folder.resolve("clip.flv");
        Ffmpeg.run(FRAMES + "250 " + clip);
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void nginxGivesItsStreamOverRtmpAndHls() throws Exception {
        List<Integer> ports = Program.freePorts(2);
        Path nginx = Program.need("nginx", "/usr/sbin/nginx", "/usr/local/sbin/nginx");
        Path module = Program.need(
                "nginx-rtmp (libnginx-mod-rtmp)",
                "/usr/lib/nginx/modules/ngx_rtmp_module.so",
                "/usr/lib64/nginx/modules/ngx_rtmp_module.so");
        Path place = Files.createDirectory(folder.resolve("nginx"));
        Path configuration = Files.writeString(place.resolve("nginx.conf"), configuration(module, place, ports));
        try (Program server = Program.start(place, "" + nginx, "-p", "" + place, "-c", "" + configuration)) {
            server.awaitPort(ports.get(0)).awaitPort(ports.get(1));
            String stream = "rtmp://127.0.0.1:" + ports.get(0) + "/live/";
            create("pulled", "{\"type\":\"rtmp\",\"url\":\"" + stream + "whole?key=geheim\"}");
            gateway.await(
                    "/api/channels/pulled",
                    answer -> RunningGateway.json(answer).at("/source/bytes").longValue() > 3_073);
            Ffmpeg.run("-i " + clip + " -c copy -f flv " + stream + "whole");
            assertSameFrames("pulled");
            JsonNode status = RunningGateway.json(gateway.api("GET", "/api/channels/pulled", ""));
            assertThat(status.toString()).doesNotContain("geheim");

            Path parts = folder.resolve("parts.flv");
            Ffmpeg.run(FRAMES + "25 " + parts);
            Ffmpeg.run("-i " + parts + " -c copy -f flv " + stream + "parts");
            create("hls", "{\"type\":\"hls\",\"url\":\"http://127.0.0.1:" + ports.get(1) + "/parts.m3u8\"}");
            gateway.await("/api/channels/hls", answer -> answer.body().contains("\"epoch\""));
            Path received = folder.resolve("hls.flv");
            LiveFrames.watch(gateway, "hls", 100, received);
            List<String> came = Ffmpeg.frameHashes(received, "-map 0:v");
            // Where the viewer left, pictures between others may be missing.
            List<String> whole = came.subList(0, came.size() - 3);
            assertThat(whole).hasSizeGreaterThan(25);
            assertThat(Collections.indexOfSubList(Ffmpeg.frameHashes(parts, "-map 0:v"), whole))
                    .as("the frames of the source, in their order")
                    .isNotNegative();
        }
    }

    @Test
    void nodeMediaServerGivesItsStreamAsFlvOverHttp() throws Exception {
        List<Integer> ports = Program.freePorts(2);
        Path root = Path.of(System.getProperty("bittube.testdata")).resolveSibling("bench");
        Path program = Program.need(
                "node-media-server (npm ci in bench/)", root + "/node_modules/node-media-server/bin/app.js");
        Path place = Files.createDirectory(folder.resolve("node-media-server"));
        Path configuration = Files.writeString(
                place.resolve("config.json"),
                "{\"bind\":\"127.0.0.1\",\"notify\":{\"url\":\"\"},\"store\":{\"path\":\"./data\"},"
                        + "\"auth\":{\"play\":false,\"publish\":false,\"secret\":\"\"},"
                        + "\"rtmp\":{\"port\":" + ports.get(0) + "},\"http\":{\"port\":" + ports.get(1) + "}}");
        try (Program server = Program.start(place, "node", "" + program, "-c", "" + configuration, "--no-admin")) {
            server.awaitPort(ports.get(0)).awaitPort(ports.get(1));
            String url = "http://127.0.0.1:" + ports.get(1) + "/live/whole.flv";
            create("fetched", "{\"type\":\"http-flv\",\"url\":\"" + url + "\"}");
            server.awaitWords("start play");
            Ffmpeg.run("-i " + clip + " -c copy -f flv rtmp://127.0.0.1:" + ports.get(0) + "/live/whole");
            assertSameFrames("fetched");
        }
    }

    @Test
    void playersOfOthersGetTheFramesThatWerePublished() throws Exception {
        Path rtmpdump = Program.need("rtmpdump", "/usr/bin/rtmpdump", "/usr/local/bin/rtmpdump");
        String key =
                create("played", "{\"type\":\"rtmp-publish\"}").at("/streamKey").textValue();
        String address = "rtmp://127.0.0.1:" + rtmpPort + "/live/played";
        Ffmpeg.run("-i " + clip + " -c copy -f flv " + address + "?key=" + key);
        // It ends with the last picture, when sound that stands behind it is still to come.
        Path played = folder.resolve("played.flv");
        List<String> pictures = packets(clip, "0:v");
        Ffmpeg.run("-analyzeduration 500000 -i " + address + " -c copy -frames:v " + pictures.size() + " " + played);
        assertThat(packets(played, "0:v")).isEqualTo(pictures);
        List<String> sound = packets(played, "0:a");
        assertThat(sound)
                .isEqualTo(packets(clip, "0:a").subList(0, sound.size()))
                .hasSizeGreaterThan(100);

        Path dumped = folder.resolve("dumped.flv");
        try (Program player = Program.start(folder, "" + rtmpdump, "-q", "-v", "-r", address, "-o", "" + dumped)) {
            // It keeps the last bytes to itself until the stream ends.
            player.awaitFile(dumped, Files.size(clip) - 8_192);
            gateway.api("DELETE", "/api/channels/played", "");
            assertThat(player.awaitEnd()).isZero();
        }
        assertThat(packets(dumped, "0")).isEqualTo(packets(clip, "0"));
    }

    private static void assertSameFrames(String channel) throws Exception {
        List<FlvTag> sent = LiveFrames.of(Files.readAllBytes(clip));
        Path received = folder.resolve(channel + ".flv");
        gateway.await("/api/channels/" + channel, answer -> answer.body().contains("\"epoch\""));
        List<FlvTag> came = LiveFrames.watch(gateway, channel, sent.size(), received);
        assertThat(came).extracting(FlvTag::body).isEqualTo(LiveFrames.bodies(sent));
        assertThat(packets(received, "0")).isEqualTo(packets(clip, "0")).isNotEmpty();
    }

    /** The hash of each packet of the streams. */
    private static List<String> packets(Path file, String streams) throws Exception {
        return Ffmpeg.frameHashes(file, "-map " + streams + " -c copy");
    }

    private static JsonNode create(String name, String source) {
        return RunningGateway.json(
                gateway.api("POST", "/api/channels", "{\"name\":\"" + name + "\",\"source\":" + source + "}"));
    }

    private static String configuration(Path module, Path place, List<Integer> ports) {
        return "load_module " + module + "; daemon off; master_process off; pid nginx.pid; error_log stderr;\n"
                + "events {}\n"
                + "rtmp { access_log off; server { listen 127.0.0.1:" + ports.get(0) + ";\n"
                + "  application live { live on; hls on; hls_path " + place + "; hls_fragment 1s; } } }\n"
                + "http { access_log off; client_body_temp_path a; proxy_temp_path b; fastcgi_temp_path c;\n"
                + "  uwsgi_temp_path d; scgi_temp_path e;\n"
                + "  server { listen 127.0.0.1:" + ports.get(1) + "; root " + place + "; } }\n";
    }
}
