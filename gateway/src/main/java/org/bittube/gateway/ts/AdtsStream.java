package org.bittube.gateway.ts;

import io.vertx.core.buffer.Buffer;
import java.util.function.Consumer;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.flv.TagType;

/** AAC in ADTS (ISO/IEC 14496-3 §1.A.2.2): one tag a frame, a sequence header whenever the format changes. */
final class AdtsStream extends FramedAudio {
    private static final int HEAD_BYTES = 7;
    private static final int CRC_BYTES = 2;
    private static final int SAMPLES = 1_024;
    private static final int[] RATES = {
        96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350
    };
    private static final byte AAC = (byte) 0xAF;

    private final Consumer<FlvTag> tags;
    private int configuration = -1;

    AdtsStream(WideClock clock, Runnable damage, Consumer<FlvTag> tags) {
        super(HEAD_BYTES, clock, damage);
        this.tags = tags;
    }

    @Override
    int frameBytes(byte[] bytes, int at) {
        boolean sync = (bytes[at] & 0xFF) == 0xFF && (bytes[at + 1] & 0xF6) == 0xF0;
        int length = (bytes[at + 3] & 3) << 11 | (bytes[at + 4] & 0xFF) << 3 | (bytes[at + 5] & 0xE0) >> 5;
        return sync && rateIndex(bytes, at) < RATES.length && length > headBytes(bytes, at) ? length : 0;
    }

    @Override
    long durationTicks(byte[] bytes, int at) {
        int blocks = 1 + (bytes[at + 6] & 3);
        return 90_000L * SAMPLES * blocks / RATES[rateIndex(bytes, at)];
    }

    @Override
    void frame(byte[] bytes, int at, int length, long millis) {
        int object = 1 + ((bytes[at + 2] & 0xC0) >> 6);
        int channels = (bytes[at + 2] & 1) << 2 | (bytes[at + 3] & 0xC0) >> 6;
        int next = object << 11 | rateIndex(bytes, at) << 7 | channels << 3;
        if (next != configuration) {
            configuration = next;
            Buffer header = Buffer.buffer().appendByte(AAC).appendByte((byte) 0).appendShort((short) next);
            tags.accept(new FlvTag(TagType.AUDIO, millis, header));
        }
        int head = headBytes(bytes, at);
        Buffer body = Buffer.buffer(2 + length - head)
                .appendByte(AAC)
                .appendByte((byte) 1)
                .appendBytes(bytes, at + head, length - head);
        tags.accept(new FlvTag(TagType.AUDIO, millis, body));
    }

    private static int headBytes(byte[] bytes, int at) {
        return (bytes[at + 1] & 1) == 1 ? HEAD_BYTES : HEAD_BYTES + CRC_BYTES;
    }

    private static int rateIndex(byte[] bytes, int at) {
        return (bytes[at + 2] & 0x3C) >> 2;
    }
}
