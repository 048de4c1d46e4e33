package org.bittube.gateway.rtmp.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChunkReaderTest {
    private static final int ROOM = 1 << 20;

    @Test
    void readsTheFourFormats() {
        Buffer input = Buffer.buffer()
                .appendBytes(hex("03 0003e8 000003 14 01000000")) // 1000 ms, stream 1
                .appendString("abc")
                .appendBytes(hex("43 000014 000002 09")) // 20 ms later, another length and type
                .appendString("de")
                .appendBytes(hex("83 00001e")) // 30 ms later
                .appendString("fg")
                .appendBytes(hex("c3")) // the same again
                .appendString("hi");
        assertThat(everyWay(input, ROOM))
                .containsExactly(
                        message(3, 20, 1, 1_000, "abc"),
                        message(3, 9, 1, 1_020, "de"),
                        message(3, 9, 1, 1_050, "fg"),
                        message(3, 9, 1, 1_080, "hi"));
    }

    @Test
    void repeatsTheTimestampAsStepAfterAWholeHeader() {
        Buffer input = Buffer.buffer()
                .appendBytes(hex("03 000017 000001 08 01000000"))
                .appendString("a")
                .appendBytes(hex("c3"))
                .appendString("b");
        assertThat(everyWay(input, ROOM)).containsExactly(message(3, 8, 1, 23, "a"), message(3, 8, 1, 46, "b"));
    }

    @Test
    void putsInterleavedMessagesTogether() {
        Buffer input = Buffer.buffer()
                .appendBytes(hex("02 000000 000004 01 00000000 00000002")) // chunks of 2 from here on
                .appendBytes(hex("04 000001 000003 08 01000000"))
                .appendString("ab")
                .appendBytes(hex("06 000002 000004 09 01000000"))
                .appendString("12")
                .appendBytes(hex("c4"))
                .appendString("c")
                .appendBytes(hex("c6"))
                .appendString("34");
        List<RtmpMessage> messages = everyWay(input, ROOM);
        assertThat(messages.subList(1, 3)).containsExactly(message(4, 8, 1, 1, "abc"), message(6, 9, 1, 2, "1234"));
    }

    @Test
    void readsExtendedTimestampsRepeatedOrNot() {
        byte[] first = hex("04 ffffff 000083 09 01000000 01020304");
        byte[] body = new byte[131];
        body[128] = 9;
        Buffer repeated = Buffer.buffer(first)
                .appendBytes(body, 0, 128)
                .appendBytes(hex("c4 01020304"))
                .appendBytes(body, 128, 3);
        Buffer left = Buffer.buffer(first)
                .appendBytes(body, 0, 128)
                .appendBytes(hex("c4"))
                .appendBytes(body, 128, 3);
        RtmpMessage whole = new RtmpMessage(4, 9, 1, 0x01020304, Buffer.buffer(body));
        assertThat(everyWay(repeated, ROOM)).containsExactly(whole);
        assertThat(everyWay(left, ROOM)).containsExactly(whole);
    }

    @Test
    void addsExtendedStepsAndWraps() {
        Buffer input = Buffer.buffer()
                .appendBytes(hex("04 ffffff 000001 09 01000000 fffffff0"))
                .appendString("a")
                .appendBytes(hex("84 000020"))
                .appendString("b")
                .appendBytes(hex("84 ffffff 01000000"))
                .appendString("c");
        assertThat(everyWay(input, ROOM))
                .containsExactly(
                        message(4, 9, 1, 0xFFFFFFF0L, "a"),
                        message(4, 9, 1, 0x10, "b"),
                        message(4, 9, 1, 0x01000010, "c"));
    }

    @Test
    void readsTheThreeFormsOfChunkStreamNumbers() {
        for (int number : new int[] {2, 63, 64, 319, 320, 65_599}) {
            RtmpMessage message = message(number, 9, 1, 5, "body");
            assertThat(everyWay(new ChunkWriter().encode(message), ROOM)).containsExactly(message);
        }
    }

    @Test
    void dropsWhatIsAborted() {
        byte[] half = new byte[128];
        Buffer input = Buffer.buffer()
                .appendBytes(hex("04 000001 000100 09 01000000"))
                .appendBytes(half)
                .appendBytes(hex("02 000000 000004 02 00000000 00000004"))
                .appendBytes(hex("04 000002 000001 08 01000000"))
                .appendString("x");
        List<RtmpMessage> messages = everyWay(input, 0x104);
        assertThat(messages).hasSize(2);
        assertThat(messages.get(1)).isEqualTo(message(4, 8, 1, 2, "x"));
    }

    @Test
    void takesEmptyMessages() {
        Buffer input = Buffer.buffer(hex("04 000001 000000 08 01000000 c4"));
        assertThat(everyWay(input, ROOM)).containsExactly(message(4, 8, 1, 1, ""), message(4, 8, 1, 2, ""));
    }

    @Test
    void refusesClaimsBeforeTheyCostMemory() {
        refused("more than there is room for", hex("04 000001 100001 09 01000000"));
        // Two that would fit alone, under way at the same time.
        byte[] part = new byte[128];
        Buffer both = Buffer.buffer(hex("04 000001 080000 09 01000000"))
                .appendBytes(part)
                .appendBytes(hex("05 000001 080001 09 01000000"));
        refused("more than there is room for", both.getBytes());
    }

    @Test
    void refusesTooManyChunkStreams() {
        Buffer input = Buffer.buffer();
        for (int i = 0; i <= ChunkReader.MOST_CHUNK_STREAMS; i++) {
            input.appendBuffer(new ChunkWriter().encode(message(2 + i, 9, 1, 1, "x")));
        }
        refused("chunk streams", input.getBytes());
    }

    @Test
    void refusesNonsenseForGood() {
        refused("without its first header", hex("c4"));
        refused("without its first header", hex("84 000001"));
        refused("chunk size of 0", hex("02 000000 000004 01 00000000 00000000"));
        refused("chunk size of 2147483648", hex("02 000000 000004 01 00000000 80000000"));
        refused("cut short", hex("02 000000 000002 01 00000000 0000"));
    }

    @Test
    void readsWhatTheWriterWroteInAnyChunkSize() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            ChunkWriter writer = new ChunkWriter();
            List<RtmpMessage> messages = new ArrayList<>();
            messages.add(new RtmpMessage(
                    2, MessageType.SET_CHUNK_SIZE, 0, 0, Buffer.buffer().appendInt(1 + random.nextInt(5_000))));
            for (int i = 0; i < 5; i++) {
                byte[] body = new byte[random.nextInt(20_000)];
                random.nextBytes(body);
                long time = random.nextBoolean() ? random.nextInt(1 << 24) : random.nextLong() & 0xFFFFFFFFL;
                messages.add(new RtmpMessage(2 + random.nextInt(400), 9, 1, time, Buffer.buffer(body)));
            }
            Buffer input = Buffer.buffer();
            messages.forEach(message -> input.appendBuffer(writer.encode(message)));
            assertThat(read(input, 1 + random.nextInt(9_000), ROOM))
                    .as("seed %d", seed)
                    .isEqualTo(messages);
        }
    }

    private static void refused(String why, byte[] input) {
        ChunkReader reader = new ChunkReader(ROOM);
        assertThatThrownBy(() -> reader.accept(Buffer.buffer(input), message -> {}))
                .isInstanceOf(RtmpException.class)
                .hasMessageContaining(why);
        assertThatThrownBy(() -> reader.accept(Buffer.buffer(), message -> {})).isInstanceOf(RtmpException.class);
    }

    /** Whole, byte by byte and cut at random places: the same each time. */
    private static List<RtmpMessage> everyWay(Buffer input, int room) {
        List<RtmpMessage> whole = read(input, input.length(), room);
        assertThat(read(input, 1, room)).isEqualTo(whole);
        for (int cut = 2; cut < 40; cut++) {
            assertThat(read(input, cut, room)).isEqualTo(whole);
        }
        return whole;
    }

    private static List<RtmpMessage> read(Buffer input, int cut, int room) {
        ChunkReader reader = new ChunkReader(room);
        List<RtmpMessage> messages = new ArrayList<>();
        for (int at = 0; at < input.length(); at += cut) {
            reader.accept(input.getBuffer(at, Math.min(input.length(), at + cut)), messages::add);
        }
        return messages;
    }

    private static RtmpMessage message(int chunkStream, int type, long streamId, long millis, String body) {
        return new RtmpMessage(chunkStream, type, streamId, millis, Buffer.buffer(body));
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }
}
