package org.bittube.tracker.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bittube.tracker.websocket.ClientFrames.frame;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameReaderTest {
    private static final int LIMIT = 70_000;

    private final UnpooledByteBufAllocator memory = new UnpooledByteBufAllocator(false);
    private final FrameLog events = new FrameLog();

    @Test
    void readsTheSameHoweverTheBytesAreCut() {
        String longest = "\u00fcber ".repeat(12_000).substring(0, LIMIT - 12_000);
        ByteBuf all = Unpooled.buffer();
        all.writeBytes(frame(0x81, "short"));
        all.writeBytes(frame(0x01, "in "));
        all.writeBytes(frame(0x89, "now"));
        all.writeBytes(frame(0x00, "three \u20ac"));
        all.writeBytes(frame(0x80, ""));
        all.writeBytes(frame(0x8A, "pong"));
        all.writeBytes(frame(0x81, "x".repeat(300)));
        all.writeBytes(frame(0x81, longest));
        all.writeBytes(frame(0x88, ""));
        all.writeBytes(frame(0x81, "not read"));
        List<String> expected = List.of(
                "text short",
                "ping now",
                "text in three \u20ac",
                "text " + "x".repeat(300),
                "text " + longest,
                "close");

        read(all.copy());
        assertThat(events.seen()).isEqualTo(expected);
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int most : new int[] {1, 7, 2_000}) {
            events.seen().clear();
            FrameReader reader = new FrameReader(LIMIT, memory, events);
            ByteBuf rest = all.copy();
            while (rest.isReadable()) {
                int bytes = Math.min(1 + random.nextInt(most), rest.readableBytes());
                reader.accept(rest.readSlice(bytes));
            }
            assertThat(events.seen()).as("seed " + seed + " most " + most).isEqualTo(expected);
            assertThat(memory.metric().usedHeapMemory()).as("seed " + seed).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "c180, 1002", // reserved bit
        "8380, 1002", // unknown opcode
        "8100, 1002", // without a mask
        "0980, 1002", // a ping in parts
        "89fe, 1002", // a ping of more than 125 bytes
        "8080, 1002", // goes on with nothing
        "81fe007d, 1002", // a short length in two bytes
        "81ff000000000000ffff, 1002", // a middle one in eight
        "81ff8000000000000000, 1002", // a negative one
        "81ff7fffffffffffffff, 1009",
        "81ff0000000000011171, 1009", // 70,001, of which nothing is read
        "828000000000, 1003",
        "018000000000818000000000, 1002", // a second text within the first
    })
    void endsAtWhatIsNotAllowed(String hex, int code) {
        ByteBuf bytes = Unpooled.buffer();
        for (int i = 0; i < hex.length(); i += 2) {
            bytes.writeByte(Integer.parseInt(hex.substring(i, i + 2), 16));
        }
        bytes.writeBytes(frame(0x81, "not read"));
        read(bytes);
        assertThat(events.seen()).containsExactly("violation " + code);
    }

    @Test
    void countsAllPartsOfAMessage() {
        ByteBuf bytes = frame(0x01, "x".repeat(LIMIT - 1));
        bytes = Unpooled.wrappedBuffer(bytes, frame(0x00, "y"), frame(0x00, "z"));
        read(bytes);
        assertThat(events.seen()).containsExactly("violation 1009");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "c3",
                "c328",
                "c080",
                "c1bf",
                "e08080",
                "eda080",
                "f0808080",
                "f4908080",
                "f5808080",
                "80",
                "ff",
                "e282",
                "61616161616161616161c3"
            })
    void refusesWhatIsNotUtf8(String hex) {
        byte[] bytes = new byte[hex.length() / 2];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16);
        }
        read(frame(0x81, bytes));
        assertThat(events.seen()).containsExactly("violation 1007");
    }

    @Test
    void knowsEveryCharacter() {
        StringBuilder all = new StringBuilder();
        for (int point = 0; point <= 0x10FFFF; point += point < 0x900 ? 1 : 61) {
            if (point < 0xD800 || point > 0xDFFF) {
                all.appendCodePoint(point);
            }
        }
        all.appendCodePoint(0x10FFFF);
        ByteBuf text = Unpooled.copiedBuffer(all, StandardCharsets.UTF_8);
        assertThat(Payload.isUtf8(text, 0, text.readableBytes())).isTrue();
    }

    @Test
    void takesMemoryOnlyForWhatCame() {
        FrameReader reader = new FrameReader(LIMIT, memory, events);
        reader.accept(Unpooled.wrappedBuffer(new byte[] {(byte) 0x81, (byte) 0xFE, (byte) 0xFF, (byte) 0xFF, 1, 2, 3}));
        assertThat(memory.metric().usedHeapMemory()).isLessThan(256);
        reader.end();
        assertThat(memory.metric().usedHeapMemory()).isZero();
    }

    @Test
    void stopsWhenItIsTold() {
        events.allow(1);
        read(Unpooled.wrappedBuffer(frame(0x81, "one"), frame(0x81, "two")));
        assertThat(events.seen()).containsExactly("text one");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 65_535, 65_536})
    void writesHeadersOfEveryLength(int length) {
        ByteBuf message = PooledByteBufAllocator.DEFAULT.buffer(Frames.HEADROOM + length);
        message.setIndex(Frames.HEADROOM, Frames.HEADROOM).writeZero(length);
        Frames.frameText(message);
        int header = length < 126 ? 2 : length < 65_536 ? 4 : 10;
        assertThat(message.readableBytes()).isEqualTo(header + length);
        assertThat(message.getUnsignedByte(message.readerIndex())).isEqualTo((short) 0x81);
        long told = header == 2
                ? message.getUnsignedByte(message.readerIndex() + 1)
                : header == 4
                        ? message.getUnsignedShort(message.readerIndex() + 2)
                        : message.getLong(message.readerIndex() + 2);
        assertThat(told).isEqualTo(length);
        message.release();
    }

    private void read(ByteBuf bytes) {
        new FrameReader(LIMIT, memory, events).accept(bytes);
        assertThat(memory.metric().usedHeapMemory()).isZero();
    }
}
