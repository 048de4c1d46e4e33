package org.bittube.gateway.object;

import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.bittube.gateway.encoding.Base64Url;
import org.bittube.gateway.object.ObjectFormatException.Reason;

/**
 * A descriptor as JSON. There is one spelling of each: no white space, the fields in one order, in texts only the quotation
 * mark escaped. So bytes that are read are the bytes that would be written, and everything else is refused.
 */
final class DescriptorJson {
    /** The longest. */
    static final int MOST_BYTES = 48 * 1024;

    private static final int VERSION = 1;

    private DescriptorJson() {}

    static byte[] encode(Descriptor descriptor) {
        StringBuilder json = new StringBuilder(512);
        json.append("{\"version\":").append(VERSION);
        json.append(",\"name\":\"").append(descriptor.name().replace("\"", "\\\""));
        json.append("\",\"type\":\"").append(descriptor.type());
        json.append("\",\"size\":").append(descriptor.sizeBytes());
        json.append(",\"pieces\":").append(descriptor.pieces().pieces());
        json.append(",\"root\":\"").append(descriptor.root());
        json.append("\",\"publicKey\":\"").append(descriptor.publicKey()).append('"');
        descriptor.playback().ifPresent(playback -> json.append(",\"durationMillis\":")
                .append(playback.durationMillis())
                .append(",\"prelude\":\"")
                .append(Base64Url.encode(playback.prelude().getBytes()))
                .append("\",\"keyframes\":\"")
                .append(Base64Url.encode(SeekTable.encode(playback.points())))
                .append('"'));
        return json.append('}').toString().getBytes(StandardCharsets.UTF_8);
    }

    /** @throws ObjectFormatException LENGTH, VERSION or FORMAT when these are not the bytes of a descriptor */
    static Descriptor decode(byte[] json) {
        if (json.length > MOST_BYTES) {
            throw new ObjectFormatException(Reason.LENGTH, MOST_BYTES, "descriptor of " + json.length + " bytes");
        }
        CanonicalText text = new CanonicalText(utf8(json));
        text.literal("{\"version\":");
        if (text.number(Integer.MAX_VALUE) != VERSION) {
            throw new ObjectFormatException(Reason.VERSION, 11, "descriptor of another version");
        }
        text.literal(",\"name\":");
        String name = text.quoted();
        text.literal(",\"type\":");
        String type = text.quoted();
        text.literal(",\"size\":");
        long size = text.number(PieceLayout.MOST_BYTES);
        text.literal(",\"pieces\":");
        long pieces = text.number(PieceLayout.MOST_PIECES);
        text.literal(",\"root\":");
        String root = text.quoted();
        text.literal(",\"publicKey\":");
        String publicKey = text.quoted();
        try {
            Optional<Playback> playback = text.follows('}') ? Optional.empty() : Optional.of(playback(text, size));
            text.literal("}");
            text.end();
            Descriptor descriptor = new Descriptor(name, type, size, root, publicKey, playback);
            if (descriptor.pieces().pieces() != pieces) {
                throw new IllegalArgumentException("another number of pieces than the size has");
            }
            return descriptor;
        } catch (IllegalArgumentException e) {
            throw new ObjectFormatException(Reason.FORMAT, text.byteOffset(), String.valueOf(e.getMessage()));
        }
    }

    private static Playback playback(CanonicalText text, long size) {
        text.literal(",\"durationMillis\":");
        long durationMillis = text.number(SeekPoint.MOST_MILLIS);
        text.literal(",\"prelude\":");
        byte[] prelude = Base64Url.decode(text.quoted());
        text.literal(",\"keyframes\":");
        byte[] points = Base64Url.decode(text.quoted());
        return new Playback(durationMillis, Buffer.buffer(prelude), SeekTable.decode(points, size));
    }

    private static String utf8(byte[] bytes) {
        try {
            // A decoder of its own refuses what new String would replace.
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new ObjectFormatException(Reason.FORMAT, 0, "descriptor that is not UTF-8");
        }
    }
}
