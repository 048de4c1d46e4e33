package org.bittube.gateway.ts;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The two tables that say what is in a transport stream (ISO/IEC 13818-1 §2.4.4.3 and §2.4.4.8). */
final class ProgramTables {
    private static final int PAT = 0;
    private static final int PMT = 2;
    private static final int CRC_BYTES = 4;
    private static final int TABLE_HEAD_BYTES = 8;
    private static final int MOST_STREAMS = 64;

    private ProgramTables() {}

    /**
     * One elementary stream of a program.
     *
     * @param type stream_type
     * @param descriptors of the stream, as they stand
     */
    record Stream(int pid, int type, Buffer descriptors) {}

    /** The PID of the first program's map; -1 when the section says nothing of that. */
    static int firstProgram(byte[] section) {
        if (!isCurrent(section, PAT)) {
            return -1;
        }
        for (int at = TABLE_HEAD_BYTES; at + 4 <= section.length - CRC_BYTES; at += 4) {
            if (u16(section, at) != 0) {
                return u16(section, at + 2) & 0x1FFF;
            }
        }
        return -1;
    }

    /** The streams of a program; null when the section is no program map that holds now. */
    static @Nullable List<Stream> streams(byte[] section) {
        if (!isCurrent(section, PMT) || section.length < TABLE_HEAD_BYTES + 4 + CRC_BYTES) {
            return null;
        }
        int end = section.length - CRC_BYTES;
        int at = TABLE_HEAD_BYTES + 4 + (u16(section, TABLE_HEAD_BYTES + 2) & 0x0FFF);
        List<Stream> streams = new ArrayList<>();
        while (at + 5 <= end && streams.size() < MOST_STREAMS) {
            int bytes = u16(section, at + 3) & 0x0FFF;
            if (at + 5 + bytes > end) {
                return streams;
            }
            Buffer descriptors = Buffer.buffer(bytes).appendBytes(section, at + 5, bytes);
            streams.add(new Stream(u16(section, at + 1) & 0x1FFF, section[at] & 0xFF, descriptors));
            at += 5 + bytes;
        }
        return streams;
    }

    private static boolean isCurrent(byte[] section, int table) {
        return section.length >= TABLE_HEAD_BYTES + CRC_BYTES
                && (section[0] & 0xFF) == table
                && (section[1] & 0x80) != 0
                && (section[5] & 1) == 1;
    }

    private static int u16(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF);
    }
}
