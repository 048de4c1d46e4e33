package org.bittube.gateway.source;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.flv.TagType;
import org.bittube.gateway.flv.Tags;
import org.bittube.gateway.hls.MediaPlaylist;
import org.bittube.gateway.hls.PlaylistParser;
import org.bittube.gateway.hls.Segment;
import org.bittube.gateway.http.Ffmpeg;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Segments of one second each that ffmpeg made, 3 of them, on a server that does with them what the test says. */
class HlsSourceIT {
    private static final HttpTimings PATIENT = new HttpTimings(100_000, 100_000, 100_000, 300_000);
    private static final int FRAMES = 75;

    @TempDir
    private static Path folder;

    /** Hashes of the frames that ffmpeg finds in the source: pictures (0) and sound (1). */
    private static Map<String, List<String>> frames = Map.of();

    private final Vertx vertx = Vertx.vertx();
    private final RecordingListener listener = new RecordingListener();
    private final Map<String, Buffer> files = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> passwords = new ConcurrentLinkedQueue<>();
    private FlvServer server;
    private HlsSource source;

    @BeforeAll
    static void encode() throws Exception {
        Path key = folder.resolve("key");
        Files.write(key, new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16});
        Path info = folder.resolve("key-info");
        Files.writeString(info, "key\n" + key + "\n");
        String hls = " -f hls -hls_time 1 -hls_playlist_type vod -hls_segment_filename ";
        Ffmpeg.run("-f lavfi -i testsrc2=size=160x90:rate=25 -f lavfi -i sine=frequency=440:sample_rate=44100 -t 3"
                + " -c:v libx264 -preset ultrafast -bf 2 -g 25 -sc_threshold 0 -pix_fmt yuv420p -c:a aac -f mpegts "
                + folder.resolve("all.ts"));
        String copy = "-i " + folder.resolve("all.ts") + " -c copy";
        Ffmpeg.run(copy + hls + folder.resolve("plain%d.ts") + " " + folder.resolve("plain.m3u8"));
        Ffmpeg.run(copy + " -hls_key_info_file " + info + hls + folder.resolve("locked%d.ts") + " "
                + folder.resolve("locked.m3u8"));
        // One file, of which the playlist names parts.
        Ffmpeg.run(copy + " -f hls -hls_time 1 -hls_playlist_type vod -hls_segment_type fmp4 -bsf:a aac_adtstoasc"
                + " -hls_flags single_file "
                + folder.resolve("fragments.m3u8"));
        frames = hashes(folder.resolve("all.ts"));
        assertThat(frames.get("0")).hasSize(FRAMES);
    }

    @BeforeEach
    void serve() throws Exception {
        try (var all = Files.list(folder)) {
            for (Path file : all.toList()) {
                files.put("/" + file.getFileName(), Buffer.buffer(Files.readAllBytes(file)));
            }
        }
        server = new FlvServer(vertx, new HttpServerOptions(), (number, request) -> answer(request));
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void aStreamThatHasEndedIsPlayedOnceFromItsBeginningAtItsOwnPace() throws Exception {
        long start = fastClock();
        start(server.url("/plain.m3u8"), "");
        awaitFrames(FRAMES);
        assertThat(fastClock() - start).isGreaterThan(2_500);
        assertSamePicturesAndSound();
        assertThat(source.status().repairs()).isEmpty();
        assertThat(source.status().resyncs()).isZero();
    }

    @Test
    void encryptedSegmentsOfTheVariantThatIsNamed() throws Exception {
        files.put("/master.m3u8", Buffer.buffer("""
                #EXTM3U
                #EXT-X-STREAM-INF:BANDWIDTH=1,RESOLUTION=160x90
                locked.m3u8
                #EXT-X-STREAM-INF:BANDWIDTH=2
                none.m3u8
                """));
        start(server.url("/master.m3u8"), "90p");
        awaitFrames(FRAMES);
        assertSamePicturesAndSound();
        assertThat(asked).filteredOn("/key"::equals).hasSize(1);
        assertThat(asked).doesNotContain("/none.m3u8");
    }

    @Test
    void segmentsOfFragmentedMp4ThatArePartsOfOneFile() throws Exception {
        start(server.url("/fragments.m3u8"), "");
        awaitFrames(FRAMES);
        assertSamePicturesAndSound();
        assertThat(source.status().repairs()).isEmpty();
        assertThat(source.status().reconnects()).isZero();
        assertThat(asked).filteredOn("/fragments.m4s"::equals).hasSize(4);
    }

    @Test
    void encryptedSegmentsOfFragmentedMp4() throws Exception {
        SegmentsOfOneFile clear = SegmentsOfOneFile.of(files, "/fragments.m3u8");
        StringBuilder playlist = new StringBuilder("#EXTM3U\n#EXT-X-TARGETDURATION:1\n");
        playlist.append("#EXT-X-KEY:METHOD=AES-128,URI=\"key\",IV=0x%032x\n#EXT-X-MAP:URI=\"init.mp4\"\n".formatted(7));
        files.put("/init.mp4", encrypted(clear.initialization()));
        for (int i = 0; i < clear.segments().size(); i++) {
            files.put("/part" + i, encrypted(clear.segments().get(i)));
            playlist.append("#EXTINF:1,\npart").append(i).append('\n');
        }
        files.put("/encrypted.m3u8", Buffer.buffer(playlist + "#EXT-X-ENDLIST\n"));
        start(server.url("/encrypted.m3u8"), "");
        awaitFrames(FRAMES);
        assertSamePicturesAndSound();
        assertThat(source.status().reconnects()).isZero();
    }

    @Test
    void aLiveStreamWithADiscontinuityAndAMissingSegmentRunsOnWithoutAJump() throws Exception {
        files.put("/live.m3u8", Buffer.buffer("""
                #EXTM3U
                #EXT-X-TARGETDURATION:1
                #EXT-X-MEDIA-SEQUENCE:7
                #EXTINF:1,
                plain0.ts
                #EXTINF:1,
                plain1.ts
                """));
        start(server.url("/live.m3u8"), "");
        awaitFrames(10);
        files.put("/live.m3u8", Buffer.buffer("""
                #EXTM3U
                #EXT-X-TARGETDURATION:1
                #EXT-X-MEDIA-SEQUENCE:8
                #EXTINF:1,
                plain1.ts
                #EXT-X-DISCONTINUITY
                #EXTINF:1,
                plain0.ts
                #EXTINF:1,
                gone.ts
                #EXTINF:1,
                plain2.ts
                """));
        // The last picture of a segment waits for the next one to begin.
        awaitFrames(4 * 25 - 2);
        assertThat(asked).filteredOn("/gone.ts"::equals).hasSizeGreaterThan(1);
        assertThat(source.status().lastError()).contains("Segment 10 is missing");
        assertThat(listener.count("discontinuity")).isEqualTo(1);
        assertThat(listener.count("epoch")).isEqualTo(1);
        long last = 0;
        for (FlvTag tag : listener.tags()) {
            if (tag.type() == TagType.VIDEO) {
                assertThat(tag.timestampMillis()).isBetween(last, last + 200);
                last = tag.timestampMillis();
            }
        }
    }

    @Test
    void aServerThatIsAwayIsAskedAgainAndThePasswordStaysWithIt() throws Exception {
        Buffer playlist = files.remove("/plain.m3u8");
        URI url = server.url("/plain.m3u8");
        start(URI.create(url.toString().replace("://", "://me:secret@")), "");
        Await.until(() -> source.status().reconnects() > 0, source::status);
        assertThat(source.status().lastError()).contains("404").doesNotContain("secret");
        assertThat(source.status().state()).isEqualTo(SourceState.RECONNECTING);
        files.put("/plain.m3u8", playlist);
        awaitFrames(25);
        // Or it has been played to its end by now.
        assertThat(source.status().state()).isIn(SourceState.RUNNING, SourceState.WAITING);
        assertThat(passwords).isNotEmpty().allMatch("Basic bWU6c2VjcmV0"::equals);
    }

    @Test
    void whatIsNoPlaylistIsSaidToBeNone() throws Exception {
        files.put("/page", Buffer.buffer("<html></html>"));
        start(server.url("/page"), "");
        Await.until(() -> source.status().lastError() != null, source::status);
        assertThat(source.status().lastError()).startsWith("The playlist is no M3U8");
    }

    private Buffer encrypted(Buffer clear) throws GeneralSecurityException {
        return SegmentFetchTest.encrypted(requireNonNull(files.get("/key")), 7, clear);
    }

    /** What a playlist of ffmpeg names parts of. */
    private record SegmentsOfOneFile(Buffer initialization, List<Buffer> segments) {
        static SegmentsOfOneFile of(Map<String, Buffer> files, String path) {
            MediaPlaylist playlist =
                    (MediaPlaylist) PlaylistParser.parse(files.get(path).toString());
            Segment first = playlist.segments().get(0);
            Segment.Initialization initialization = requireNonNull(first.initialization());
            return new SegmentsOfOneFile(
                    part(files, initialization.uri(), initialization.range()),
                    playlist.segments().stream()
                            .map(segment -> part(files, segment.uri(), segment.range()))
                            .toList());
        }

        private static Buffer part(Map<String, Buffer> files, String uri, Segment.@Nullable Range range) {
            int from = (int) requireNonNull(range).offset();
            return requireNonNull(files.get("/" + uri)).getBuffer(from, from + (int) range.length());
        }
    }

    private void answer(HttpServerRequest request) {
        asked.add(request.path());
        String password = request.getHeader("Authorization");
        if (password != null) {
            passwords.add(password);
        }
        Buffer file = files.get(request.path());
        if (file == null) {
            request.response().setStatusCode(404).end();
        } else {
            String range = request.getHeader("Range");
            if (range == null) {
                request.response().end(file);
            } else {
                String[] ends = range.substring("bytes=".length()).split("-", -1);
                request.response()
                        .setStatusCode(206)
                        .end(file.getBuffer(Integer.parseInt(ends[0]), Integer.parseInt(ends[1]) + 1));
            }
        }
    }

    private void start(URI url, String variant) {
        HlsSpec spec = new HlsSpec(url, variant, Map.of());
        source = new HlsSource(vertx, spec, new UrlPolicy(), PATIENT, HlsSourceIT::fastClock, new Random(1));
        vertx.runOnContext(go -> source.start(listener));
    }

    /** Three times as fast as the real one. */
    private static long fastClock() {
        return System.nanoTime() * 3 / 1_000_000;
    }

    private void awaitFrames(int count) {
        Await.until(() -> pictures().size() >= count, () -> pictures().size() + " frames, " + source.status());
    }

    private List<FlvTag> pictures() {
        return listener.tags().stream()
                .filter(tag -> tag.type() == TagType.VIDEO && !tag.isSequenceHeader())
                .toList();
    }

    private void assertSamePicturesAndSound() throws IOException, InterruptedException {
        Await.until(
                () -> listener.tags().stream()
                                .filter(tag -> tag.type() == TagType.AUDIO && !tag.isSequenceHeader())
                                .count()
                        >= frames.get("1").size(),
                () -> listener.tags().size());
        Path result = folder.resolve("result.flv");
        Files.write(result, Tags.file(new ArrayList<>(listener.tags())).getBytes());
        assertThat(hashes(result)).isEqualTo(frames);
    }

    private static Map<String, List<String>> hashes(Path file) throws IOException, InterruptedException {
        return Ffmpeg.run("-i " + file + " -map 0:v -map 0:a -f framemd5 -")
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split(", *", -1))
                .collect(Collectors.groupingBy(
                        columns -> columns[0], Collectors.mapping(columns -> columns[5], Collectors.toList())));
    }
}
