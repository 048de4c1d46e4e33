package org.bittube.gateway.flv;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Tags for tests: made by hand, and the files of {@code testdata/flv}. */
public final class Tags {
    /** Every file of {@code testdata/flv}, all made by ffmpeg. */
    public static final List<String> FIXTURES = List.of("h264-aac.flv", "av1-opus.flv", "vp9.flv", "two-tracks.flv");

    private Tags() {}

    public static Path path(String fixture) {
        return Path.of(System.getProperty("bittube.testdata"), "flv", fixture);
    }

    public static Buffer bytes(String fixture) {
        try {
            return Buffer.buffer(Files.readAllBytes(path(fixture)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static List<FlvTag> of(String fixture) {
        return read(bytes(fixture));
    }

    public static List<FlvTag> read(Buffer input) {
        List<FlvTag> tags = new ArrayList<>();
        new FlvReader().accept(input, tags::add);
        return tags;
    }

    /** An FLV file of these tags. */
    public static Buffer file(List<FlvTag> tags) {
        Buffer out = FlvWriter.header(true, true);
        tags.forEach(tag -> FlvWriter.append(tag, out));
        return out;
    }

    public static FlvTag keyframe(long millis) {
        return video(millis, 0x17, 1, 40);
    }

    public static FlvTag inter(long millis) {
        return video(millis, 0x27, 1, 20);
    }

    /** Whether a muxer says with it that its file ends here. */
    public static boolean endsSequence(FlvTag tag) {
        return tag.type() == TagType.VIDEO && VideoHeader.parse(tag.body()).kind() == BodyKind.END_OF_SEQUENCE;
    }

    /** An AVC sequence header; another {@code version}, other bytes. */
    public static FlvTag videoHeader(long millis, int version) {
        return new FlvTag(TagType.VIDEO, millis, Buffer.buffer(new byte[] {0x17, 0, 0, 0, 0, 1, (byte) version}));
    }

    public static FlvTag audioHeader(long millis) {
        return new FlvTag(TagType.AUDIO, millis, Buffer.buffer(new byte[] {(byte) 0xAF, 0, 0x12, 0x10}));
    }

    public static FlvTag audio(long millis) {
        return new FlvTag(TagType.AUDIO, millis, Buffer.buffer(new byte[] {(byte) 0xAF, 1, (byte) millis, 4, 5, 6}));
    }

    public static FlvTag metadata(long millis) {
        return new FlvTag(
                TagType.SCRIPT,
                millis,
                Buffer.buffer()
                        .appendByte((byte) 2)
                        .appendShort((short) 10)
                        .appendString("onMetaData")
                        .appendBytes(new byte[] {8, 0, 0, 0, 0, 0, 0, 9}));
    }

    /** A coded picture of any size; its bytes tell it from those at other times. */
    public static FlvTag video(long millis, int first, int packetType, int size) {
        Buffer body = Buffer.buffer(new byte[size]);
        body.setByte(0, (byte) first).setByte(1, (byte) packetType);
        body.setInt(size - 4, (int) millis);
        return new FlvTag(TagType.VIDEO, millis, body);
    }
}
