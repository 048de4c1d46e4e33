package org.bittube.gateway.mp4;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/** The body of {@code esds}: an ES_Descriptor (ISO/IEC 14496-14 §5.6, 14496-1 §7.2.6). */
final class EsDescriptor {
    private static final int ES = 3;
    private static final int DECODER_CONFIG = 4;
    private static final int DECODER_SPECIFIC = 5;

    private static final int DEPENDS = 0x80;
    private static final int HAS_URL = 0x40;
    private static final int HAS_CLOCK = 0x20;

    private static final int FULL_BOX_BYTES = 4;
    private static final int ID_BYTES = 2;
    private static final int CLOCK_BYTES = 2;
    /** Stream type, buffer size, highest and average bit rate. */
    private static final int RATE_BYTES = 12;

    private EsDescriptor() {}

    /**
     * The AudioSpecificConfig.
     *
     * @param body of {@code box}
     * @throws Mp4Exception when the sound is no AAC that FLV can carry
     */
    static byte[] audioConfiguration(byte[] body, Box box) {
        try {
            return read(ByteBuffer.wrap(body).position(FULL_BOX_BYTES), box);
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw box.damaged("ends in the middle of a descriptor");
        }
    }

    private static byte[] read(ByteBuffer in, Box box) {
        enter(in, ES, box);
        skip(in, ID_BYTES);
        int flags = in.get();
        if ((flags & DEPENDS) != 0) {
            skip(in, ID_BYTES);
        }
        if ((flags & HAS_URL) != 0) {
            skip(in, in.get() & 0xFF);
        }
        if ((flags & HAS_CLOCK) != 0) {
            skip(in, CLOCK_BYTES);
        }
        enter(in, DECODER_CONFIG, box);
        int objectType = in.get() & 0xFF;
        // AAC of MPEG-4, and the three profiles of MPEG-2.
        if (objectType != 0x40 && (objectType < 0x66 || objectType > 0x68)) {
            throw unsupported(CodecNames.objectType(objectType), box);
        }
        skip(in, RATE_BYTES);
        byte[] configuration = new byte[enter(in, DECODER_SPECIFIC, box)];
        if (configuration.length < 2) {
            throw box.damaged("has no configuration of AAC");
        }
        in.get(configuration);
        checkKind(configuration, box);
        return configuration;
    }

    /** Main, LC, SSR and LTP, alone or with SBR or PS: what players of FLV take for AAC. */
    private static void checkKind(byte[] configuration, Box box) {
        int kind = (configuration[0] & 0xFF) >>> 3;
        if (kind == 31) {
            kind = 32 + ((configuration[0] & 7) << 3 | (configuration[1] & 0xFF) >>> 5);
        }
        if (kind == 0 || (kind > 5 && kind != 29)) {
            throw unsupported("MPEG-4 audio of kind " + kind, box);
        }
    }

    private static Mp4Exception unsupported(String codec, Box box) {
        return Mp4Exception.unsupported("has sound in " + codec + "; only AAC is taken", box.start());
    }

    /** Goes into the descriptor of that tag, which must be next; answers its length, which fits. */
    private static int enter(ByteBuffer in, int tag, Box box) {
        if (in.get() != tag) {
            throw box.damaged("has no descriptor " + tag + " where one belongs");
        }
        int length = 0;
        int more = 0x80;
        for (int i = 0; i < 4 && (more & 0x80) != 0; i++) {
            more = in.get();
            length = length << 7 | (more & 0x7F);
        }
        if (length > in.remaining()) {
            throw box.damaged("ends in the middle of a descriptor");
        }
        return length;
    }

    private static void skip(ByteBuffer in, int bytes) {
        in.position(in.position() + bytes);
    }
}
