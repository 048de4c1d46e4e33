package org.bittube.gateway.packet;

import io.vertx.core.buffer.Buffer;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.flv.FlvWriter;
import org.jspecify.annotations.Nullable;

/** Makes preludes: what a decoder needs before the first frame (docs/protocol.md section 2). */
public final class Prelude {
    private Prelude() {}

    /**
     * A signed prelude of the tags that are there, all with timestamp 0. A tag with which it would grow past {@link
     * PacketHeader#MAX_PAYLOAD_BYTES} is left out, onMetaData first: no decoder needs that one.
     *
     * @param number 0 … 65,535
     */
    public static Packet of(
            PacketSigner signer,
            long epochMillis,
            int number,
            @Nullable FlvTag metadata,
            @Nullable FlvTag video,
            @Nullable FlvTag audio) {
        int room = PacketHeader.MAX_PAYLOAD_BYTES - FlvWriter.FILE_HEADER_BYTES;
        FlvTag fittingVideo = fitting(video, room);
        room -= lengthOf(fittingVideo);
        FlvTag fittingAudio = fitting(audio, room);
        room -= lengthOf(fittingAudio);
        FlvTag fittingMetadata = fitting(metadata, room);

        Buffer payload = FlvWriter.header(audio != null, video != null);
        append(fittingMetadata, payload);
        append(fittingVideo, payload);
        append(fittingAudio, payload);
        PacketHeader header = new PacketHeader(
                PacketHeader.PRELUDE | PacketHeader.TAG_START,
                number,
                epochMillis,
                PacketHeader.SEQ_NONE,
                0,
                0,
                payload.length());
        return signer.sign(header, payload);
    }

    private static @Nullable FlvTag fitting(@Nullable FlvTag tag, int room) {
        return tag != null && tag.encodedLength() <= room ? tag : null;
    }

    private static int lengthOf(@Nullable FlvTag tag) {
        return tag == null ? 0 : tag.encodedLength();
    }

    private static void append(@Nullable FlvTag tag, Buffer payload) {
        if (tag != null) {
            FlvWriter.append(tag.withTimestamp(0), payload);
        }
    }
}
