package org.bittube.gateway.ts;

import io.vertx.core.buffer.Buffer;
import java.util.function.Consumer;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.flv.TagType;

/** MPEG audio layer III (ISO/IEC 11172-3 §2.4.1.3 and 13818-3): one tag a frame. Layers I and II are passed over, for FLV has none of them. */
final class Mp3Stream extends FramedAudio {
    private static final int HEAD_BYTES = 4;
    private static final int MPEG_1 = 3;
    private static final int[] RATES = {44_100, 48_000, 32_000};
    private static final int[] KILOBITS_1 = {0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320};
    private static final int[] KILOBITS_2 = {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160};

    private static final int FORMAT_MP3 = 0x20;
    private static final int FORMAT_MP3_8K = 0xE0;
    private static final int SIXTEEN_BITS = 2;

    private final Consumer<FlvTag> tags;

    Mp3Stream(WideClock clock, Runnable damage, Consumer<FlvTag> tags) {
        super(HEAD_BYTES, clock, damage);
        this.tags = tags;
    }

    @Override
    int frameBytes(byte[] bytes, int at) {
        int version = (bytes[at + 1] & 0x18) >> 3;
        int bitrate = (bytes[at + 2] & 0xF0) >> 4;
        boolean layer3 = (bytes[at] & 0xFF) == 0xFF && (bytes[at + 1] & 0xE6) == 0xE2;
        if (!layer3 || version == 1 || bitrate == 0 || bitrate == 15 || (bytes[at + 2] & 0x0C) == 0x0C) {
            return 0;
        }
        int bits = 1_000 * (version == MPEG_1 ? KILOBITS_1 : KILOBITS_2)[bitrate];
        int padding = (bytes[at + 2] & 2) >> 1;
        return (version == MPEG_1 ? 144 : 72) * bits / rate(bytes, at) + padding;
    }

    @Override
    long durationTicks(byte[] bytes, int at) {
        int samples = (bytes[at + 1] & 0x18) >> 3 == MPEG_1 ? 1_152 : 576;
        return 90_000L * samples / rate(bytes, at);
    }

    @Override
    void frame(byte[] bytes, int at, int length, long millis) {
        int rate = rate(bytes, at);
        int channels = (bytes[at + 3] & 0xC0) == 0xC0 ? 0 : 1;
        // FLV knows no more rates than these; players read that of the frame.
        int rateCode = rate >= 32_000 ? 3 : rate >= 16_000 ? 2 : 1;
        int format = rate == 8_000 ? FORMAT_MP3_8K : FORMAT_MP3 | rateCode << 2;
        Buffer body = Buffer.buffer(1 + length)
                .appendByte((byte) (format | SIXTEEN_BITS | channels))
                .appendBytes(bytes, at, length);
        tags.accept(new FlvTag(TagType.AUDIO, millis, body));
    }

    private static int rate(byte[] bytes, int at) {
        int version = (bytes[at + 1] & 0x18) >> 3;
        int rate = RATES[(bytes[at + 2] & 0x0C) >> 2];
        return version == MPEG_1 ? rate : version == 2 ? rate / 2 : rate / 4;
    }
}
