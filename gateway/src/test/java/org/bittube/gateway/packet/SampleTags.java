package org.bittube.gateway.packet;

import io.vertx.core.buffer.Buffer;
import java.util.HexFormat;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.flv.TagType;

/** Tags as an H.264/AAC encoder makes them, with bodies of any size. */
public final class SampleTags {
    private SampleTags() {}

    public static FlvTag metadata(int bytes) {
        return new FlvTag(TagType.SCRIPT, 0, padded("02000a6f6e4d65746144617461", bytes));
    }

    /** A video sequence header; another {@code variant} is another header. */
    public static FlvTag videoHeader(long millis, int variant) {
        return new FlvTag(
                TagType.VIDEO, millis, padded("1700000000014d401f", 24).setByte(20, (byte) variant));
    }

    public static FlvTag audioHeader(long millis) {
        return new FlvTag(TagType.AUDIO, millis, padded("af001210", 4));
    }

    public static FlvTag keyframe(long millis, int bytes) {
        return new FlvTag(TagType.VIDEO, millis, padded("170100000000000000", bytes));
    }

    public static FlvTag frame(long millis, int bytes) {
        return new FlvTag(TagType.VIDEO, millis, padded("270100000000000000", bytes));
    }

    public static FlvTag audio(long millis, int bytes) {
        return new FlvTag(TagType.AUDIO, millis, padded("af01", bytes));
    }

    private static Buffer padded(String startHex, int bytes) {
        byte[] body = new byte[bytes];
        byte[] start = HexFormat.of().parseHex(startHex);
        System.arraycopy(start, 0, body, 0, Math.min(start.length, bytes));
        for (int i = start.length; i < bytes; i++) {
            body[i] = (byte) i;
        }
        return Buffer.buffer(body);
    }
}
