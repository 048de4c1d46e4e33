package org.bittube.gateway.nal;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** H.264: NAL unit types (ITU-T H.264 table 7-1) and AVCDecoderConfigurationRecord (ISO/IEC 14496-15 §5.3.3.1). */
final class AvcCodec implements VideoCodec {
    private static final int IDR = 5;
    private static final int SEI = 6;
    private static final int SPS = 7;
    private static final int PPS = 8;
    private static final int DELIMITER = 9;
    private static final int FILLER = 12;
    private static final int SEI_RECOVERY_POINT = 6;
    private static final int SPS_AT = 6;
    private static final int MOST_SPS = 31;
    private static final int MOST_PPS = 255;
    private static final int MOST_SET_BYTES = 0xFFFF;

    @Override
    public Unit classify(byte[] bytes, int start, int end) {
        return switch (bytes[start] & 0x1F) {
            case IDR -> Unit.KEYFRAME;
            case 1, 2, 3, 4 -> Unit.PICTURE;
            case SEI -> end - start > 1 && bytes[start + 1] == SEI_RECOVERY_POINT ? Unit.RECOVERY : Unit.OTHER;
            case SPS, PPS -> Unit.PARAMETERS;
            case DELIMITER -> Unit.DELIMITER;
            case FILLER -> Unit.FILLER;
            default -> Unit.OTHER;
        };
    }

    @Override
    public byte @Nullable [] configuration(List<byte[]> sets) {
        TreeMap<Integer, byte[]> sequences = new TreeMap<>();
        TreeMap<Long, byte[]> pictures = new TreeMap<>();
        for (byte[] set : sets) {
            if (set.length > MOST_SET_BYTES) {
                return null;
            }
            if ((set[0] & 0x1F) == SPS) {
                sequences.put(AvcSequence.id(set), set);
            } else {
                pictures.put(new PayloadBits(set, 1).unsigned(), set);
            }
        }
        if (sequences.isEmpty() || pictures.isEmpty() || sequences.size() > MOST_SPS || pictures.size() > MOST_PPS) {
            return null;
        }
        byte[] first = sequences.firstEntry().getValue();
        PictureFormat format = sequences.firstKey() < 0 ? null : AvcSequence.format(first);
        if (format == null) {
            return null;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(1);
        out.write(first, 1, 3);
        out.write(0xFC | 3);
        out.write(0xE0 | sequences.size());
        sequences.values().forEach(set -> writeSet(out, set));
        out.write(pictures.size());
        pictures.values().forEach(set -> writeSet(out, set));
        if (AvcSequence.hasChroma(first[1] & 0xFF)) {
            out.write(0xFC | format.chroma());
            out.write(0xF8 | (format.lumaBits() - 8));
            out.write(0xF8 | (format.chromaBits() - 8));
            out.write(0);
        }
        return out.toByteArray();
    }

    @Override
    public @Nullable PictureFormat format(byte[] configuration) {
        if (configuration.length < SPS_AT + 2 || (configuration[SPS_AT - 1] & 0x1F) == 0) {
            return null;
        }
        int bytes = (configuration[SPS_AT] & 0xFF) << 8 | (configuration[SPS_AT + 1] & 0xFF);
        if (bytes < 4 || configuration.length < SPS_AT + 2 + bytes) {
            return null;
        }
        byte[] set = new byte[bytes];
        System.arraycopy(configuration, SPS_AT + 2, set, 0, bytes);
        return AvcSequence.format(set);
    }

    static void writeSet(ByteArrayOutputStream out, byte[] set) {
        out.write(set.length >> 8);
        out.write(set.length);
        out.writeBytes(set);
    }
}
