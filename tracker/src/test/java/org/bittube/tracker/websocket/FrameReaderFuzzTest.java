package org.bittube.tracker.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Whatever comes, in whatever pieces, is read the same way, within bounds, and what was read can be written and read again. */
class FrameReaderFuzzTest {
    /** Short, so that fuzzed frames pass it. */
    private static final int LIMIT = 300;

    private static final int LONGEST_HEADER = 14;

    private final UnpooledByteBufAllocator memory = new UnpooledByteBufAllocator(false);

    @FuzzTest(maxDuration = "60s")
    void frames(byte[] bytes) {
        List<String> seen = read(bytes, bytes.length);
        assertThat(read(bytes, 9)).isEqualTo(seen);
        List<String> sound =
                seen.stream().filter(line -> !line.startsWith("violation")).toList();
        assertThat(read(written(sound), LIMIT)).isEqualTo(sound);
    }

    /** What comes of {@code bytes}, handed over in pieces of at most so many. */
    private List<String> read(byte[] bytes, int most) {
        FrameLog log = new FrameLog();
        FrameReader reader = new FrameReader(LIMIT, memory, log);
        Random random = new Random(Arrays.hashCode(bytes));
        // The reader takes masks off where the bytes lie.
        ByteBuf rest = Unpooled.copiedBuffer(bytes);
        while (rest.isReadable()) {
            reader.accept(rest.readSlice(Math.min(1 + random.nextInt(most), rest.readableBytes())));
            // A message and a frame, each in a buffer that doubles as it grows, from 64 bytes on.
            assertThat(memory.metric().usedHeapMemory())
                    .isLessThanOrEqualTo(
                            128 + 2L * Math.min(2 * rest.readerIndex(), 2 * LIMIT + LONGEST_HEADER + most));
        }
        reader.end();
        assertThat(memory.metric().usedHeapMemory()).isZero();
        return log.seen();
    }

    private static byte[] written(List<String> lines) {
        ByteBuf all = Unpooled.buffer();
        for (String line : lines) {
            String contents = line.substring(line.indexOf(' ') + 1);
            if (line.startsWith("text ")) {
                all.writeBytes(ClientFrames.frame(0x81, contents));
            } else if (line.startsWith("ping ")) {
                all.writeBytes(ClientFrames.frame(0x89, contents.getBytes(StandardCharsets.ISO_8859_1)));
            } else {
                all.writeBytes(ClientFrames.frame(0x88, ""));
            }
        }
        byte[] bytes = new byte[all.readableBytes()];
        all.readBytes(bytes);
        return bytes;
    }
}
