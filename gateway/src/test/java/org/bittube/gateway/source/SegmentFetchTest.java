package org.bittube.gateway.source;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bittube.gateway.hls.MediaPlaylist;
import org.bittube.gateway.hls.PlaylistParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmentFetchTest {
    private static final Buffer KEY = Buffer.buffer("0123456789abcdef");
    private static final Buffer INITIALIZATION =
            Buffer.buffer().appendInt(16).appendString("ftypisom").appendInt(0);
    private static final Buffer SEGMENT = Buffer.buffer("the pictures of a second");
    private static final String TAG_OF_KEY = "#EXT-X-KEY:METHOD=AES-128,URI=\"key\"";

    private final Map<String, Buffer> files = new HashMap<>(Map.of("key", KEY, "clear", SEGMENT));
    private final List<String> asked = new ArrayList<>();

    /** A key before the initialization is for that, too, where it has a vector; one behind it is not; some packagers only say so. */
    @ParameterizedTest
    @CsvSource({"true, true", "false, false", "true, false"})
    void initializationIsEncryptedOnlyWithAKeyBeforeIt(boolean keyFirst, boolean encrypted) throws Exception {
        String key = TAG_OF_KEY + ",IV=0x%032x\n".formatted(7);
        String map = "#EXT-X-MAP:URI=\"init\"\n";
        files.put("init", encrypted ? encrypted(KEY, 7, INITIALIZATION) : INITIALIZATION);
        files.put("part", encrypted(KEY, 7, SEGMENT));
        SegmentFetch.Fetched fetched = fetch((keyFirst ? key + map : map + key) + "#EXTINF:1,\npart\n");
        assertThat(fetched.before()).isEqualTo(INITIALIZATION);
        assertThat(fetched.segment()).isEqualTo(SEGMENT);
        assertThat(asked).containsOnlyOnce("key");
    }

    @Test
    void keyWithoutAVectorIsForTheSegmentWhoseNumberTakesItsPlace() throws Exception {
        files.put("init", INITIALIZATION);
        files.put("part", encrypted(KEY, 41, SEGMENT));
        SegmentFetch.Fetched fetched =
                fetch("#EXT-X-MEDIA-SEQUENCE:41\n" + TAG_OF_KEY + "\n#EXT-X-MAP:URI=\"init\"\n#EXTINF:1,\npart\n");
        assertThat(fetched).isEqualTo(new SegmentFetch.Fetched(INITIALIZATION, SEGMENT));
    }

    @Test
    void whatIsInClearNeedsNoKey() {
        assertThat(fetch("#EXTINF:1,\nclear\n")).isEqualTo(new SegmentFetch.Fetched(Buffer.buffer(), SEGMENT));
        assertThat(asked).containsExactly("clear");
    }

    private SegmentFetch.Fetched fetch(String tags) {
        HttpAsk playlist = new HttpAsk(URI.create("http://tv.example/live.m3u8"), "*/*", Map.of());
        MediaPlaylist parsed = (MediaPlaylist) PlaylistParser.parse("#EXTM3U\n#EXT-X-TARGETDURATION:1\n" + tags);
        SegmentFetch fetch = new SegmentFetch((ask, mostBytes) -> {
            String name = ask.url().getPath().substring(1);
            asked.add(name);
            return Future.succeededFuture(new HttpFetch.Fetched(ask.url(), requireNonNull(files.get(name), name)));
        });
        return fetch.fetch(playlist, parsed.segments().get(0)).result();
    }

    /** AES-128 as HLS has it. */
    static Buffer encrypted(Buffer key, long vector, Buffer clear) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
        byte[] iv = ByteBuffer.allocate(16).putLong(8, vector).array();
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key.getBytes(), "AES"), new IvParameterSpec(iv));
        return Buffer.buffer(cipher.doFinal(clear.getBytes()));
    }
}
