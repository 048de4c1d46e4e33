package org.bittube.gateway.nal;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** H.265: NAL unit types (ITU-T H.265 table 7-1) and HEVCDecoderConfigurationRecord (ISO/IEC 14496-15 §8.3.3.1). */
final class HevcCodec implements VideoCodec {
    private static final int VPS = 32;
    private static final int SPS = 33;
    private static final int PPS = 34;
    private static final int ARRAYS_AT = 22;
    private static final int MOST_SET_BYTES = 0xFFFF;
    private static final int MOST_SETS = 64;

    @Override
    public Unit classify(byte[] bytes, int start, int end) {
        int type = type(bytes[start]);
        return switch (type) {
            case VPS, SPS, PPS -> Unit.PARAMETERS;
            case 35 -> Unit.DELIMITER;
            case 38 -> Unit.FILLER;
            default -> type >= 16 && type <= 23 ? Unit.KEYFRAME : type < 16 ? Unit.PICTURE : Unit.OTHER;
        };
    }

    @Override
    public byte @Nullable [] configuration(List<byte[]> sets) {
        TreeMap<Integer, List<byte[]>> byType = new TreeMap<>();
        for (byte[] set : sets) {
            if (set.length > MOST_SET_BYTES || set.length < 3) {
                return null;
            }
            byType.computeIfAbsent(type(set[0]), type -> new ArrayList<>()).add(set);
        }
        if (byType.size() != 3 || sets.size() > MOST_SETS) {
            return null;
        }
        HevcSequence.Contents sequence =
                HevcSequence.read(Objects.requireNonNull(byType.get(SPS)).get(0));
        if (sequence == null) {
            return null;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(1);
        out.writeBytes(sequence.general().getBytes());
        // Nothing is known of spatial segmentation, parallelism and the frame rate.
        out.write(0xF0);
        out.write(0);
        out.write(0xFC);
        out.write(0xFC | sequence.format().chroma());
        out.write(0xF8 | (sequence.format().lumaBits() - 8));
        out.write(0xF8 | (sequence.format().chromaBits() - 8));
        out.write(0);
        out.write(0);
        out.write(sequence.subLayers() << 3 | (sequence.nested() ? 4 : 0) | 3);
        out.write(byType.size());
        byType.forEach((type, units) -> {
            out.write(0x80 | type);
            out.write(units.size() >> 8);
            out.write(units.size());
            units.forEach(unit -> AvcCodec.writeSet(out, unit));
        });
        return out.toByteArray();
    }

    @Override
    public @Nullable PictureFormat format(byte[] configuration) {
        int at = ARRAYS_AT + 1;
        int arrays = configuration.length > ARRAYS_AT ? configuration[ARRAYS_AT] & 0xFF : 0;
        for (int i = 0; i < arrays && at + 3 <= configuration.length; i++) {
            int type = configuration[at] & 0x3F;
            int units = u16(configuration, at + 1);
            at += 3;
            for (int j = 0; j < units && at + 2 <= configuration.length; j++) {
                int bytes = u16(configuration, at);
                at += 2;
                if (type == SPS && bytes >= 3 && at + bytes <= configuration.length) {
                    byte[] set = new byte[bytes];
                    System.arraycopy(configuration, at, set, 0, bytes);
                    HevcSequence.Contents contents = HevcSequence.read(set);
                    return contents == null ? null : contents.format();
                }
                at += bytes;
            }
        }
        return null;
    }

    private static int type(byte header) {
        return (header >> 1) & 0x3F;
    }

    private static int u16(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF);
    }
}
