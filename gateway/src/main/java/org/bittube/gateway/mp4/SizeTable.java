package org.bittube.gateway.mp4;

import java.io.IOException;

/** A walk through {@code stsz} or {@code stz2} (ISO/IEC 14496-12 §8.7.3): how long each sample is. */
final class SizeTable {
    private static final int WINDOW_BYTES = 4 << 10;
    private static final int HEAD_BYTES = 12;

    private final Window window;
    private final long body;
    private final long count;
    private final long common;
    private final int fieldBits;
    private long index;

    SizeTable(Box box, Window file) throws IOException {
        window = file.another(WINDOW_BYTES);
        body = box.atLeast(HEAD_BYTES).body() + HEAD_BYTES;
        count = window.u32(box.body() + 8);
        boolean compact = box.is("stz2");
        common = compact ? 0 : window.u32(box.body() + 4);
        fieldBits = compact ? window.u8(box.body() + 7) : 32;
        if (compact && fieldBits != 4 && fieldBits != 8 && fieldBits != 16) {
            throw box.damaged("has sizes of " + fieldBits + " bits");
        }
        if (common == 0 && (count * fieldBits + 7) / 8 > box.end() - body) {
            throw box.damaged("claims " + count + " samples, more than fit into it");
        }
    }

    boolean hasNext() {
        return index < count;
    }

    long next() throws IOException {
        long at = index++;
        if (common > 0) {
            return common;
        }
        return switch (fieldBits) {
            case 4 -> window.u8(body + at / 2) >>> (at % 2 == 0 ? 4 : 0) & 0x0F;
            case 8 -> window.u8(body + at);
            case 16 -> window.u16(body + 2 * at);
            default -> window.u32(body + 4 * at);
        };
    }
}
