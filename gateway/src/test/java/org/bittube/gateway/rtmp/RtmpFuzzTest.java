package org.bittube.gateway.rtmp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.rtmp.chunk.ChunkReader;
import org.bittube.gateway.rtmp.chunk.ChunkWriter;
import org.bittube.gateway.rtmp.chunk.RtmpException;
import org.bittube.gateway.rtmp.chunk.RtmpMessage;
import org.bittube.gateway.rtmp.command.Command;
import org.bittube.gateway.rtmp.command.MediaTags;

/** Any bytes, cut anywhere: refused in the one way, or messages that, written, are read as the same messages; so are the commands in them. */
class RtmpFuzzTest {
    private static final int ROOM = 1 << 16;

    @FuzzTest(maxDuration = "30s")
    void readsOrRefuses(FuzzedDataProvider data) {
        int cut = data.consumeInt(1, 4_096);
        Buffer input = Buffer.buffer(data.consumeRemainingAsBytes());
        List<RtmpMessage> whole = read(input, Math.max(1, input.length()));
        assertThat(read(input, cut)).isEqualTo(whole);
        ChunkWriter writer = new ChunkWriter();
        Buffer written = Buffer.buffer();
        whole.forEach(message -> written.appendBuffer(writer.encode(message)));
        assertThat(read(written, cut)).isEqualTo(whole);
        whole.forEach(RtmpFuzzTest::lookInto);
    }

    private static void lookInto(RtmpMessage message) {
        List<FlvTag> tags = new ArrayList<>();
        try {
            MediaTags.read(message, tags::add);
            Command command = Command.decode(message);
            assertThat(Command.decode(command.encode(message.streamId()))).isEqualTo(command);
        } catch (RtmpException refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
        assertThat(tags.stream().mapToInt(tag -> tag.body().length()).sum())
                .isLessThanOrEqualTo(message.body().length());
    }

    private static List<RtmpMessage> read(Buffer input, int cut) {
        ChunkReader reader = new ChunkReader(ROOM);
        List<RtmpMessage> messages = new ArrayList<>();
        try {
            for (int at = 0; at < input.length(); at += cut) {
                reader.accept(input.getBuffer(at, Math.min(input.length(), at + cut)), messages::add);
            }
        } catch (RtmpException refused) {
            // What came before it counts.
        }
        return messages;
    }
}
