package org.bittube.gateway.ts;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bittube.gateway.flv.FlvTag;

/** Writes transport streams packet by packet, so that a test can lose, repeat and alter them. */
final class TsFile {
    static final int MAP_PID = 0x100;
    static final int VIDEO_PID = 0x101;
    static final int AUDIO_PID = 0x102;

    private static final int PACKET = 188;

    private final List<byte[]> packets = new ArrayList<>();
    private final Map<Integer, Integer> counters = new HashMap<>();

    /** A file of {@code testdata/ts}, all made by ffmpeg. */
    static Buffer fixture(String name) {
        try {
            return Buffer.buffer(Files.readAllBytes(Path.of(System.getProperty("bittube.testdata"), "ts", name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The tags of the input, given in chunks of that size. */
    static List<FlvTag> read(TsReader reader, Buffer input, int chunk) {
        List<FlvTag> tags = new ArrayList<>();
        for (int at = 0; at < input.length(); at += chunk) {
            reader.accept(input.getBuffer(at, Math.min(input.length(), at + chunk)), tags::add);
        }
        reader.flush(tags::add);
        return tags;
    }

    /** Both tables, with these kinds of streams; 0: none. */
    TsFile tables(int videoType, int audioType) {
        section(0, new byte[] {0, (byte) 0xB0, 13, 0, 1, (byte) 0xC1, 0, 0, 0, 1, (byte) 0xE1, 0});
        List<Byte> map = new ArrayList<>();
        for (int b : new int[] {2, 0xB0, 0, 0, 1, 0xC1, 0, 0, 0xE1, 1, 0xF0, 0}) {
            map.add((byte) b);
        }
        if (videoType != 0) {
            for (int b : new int[] {videoType, 0xE1, 1, 0xF0, 0}) {
                map.add((byte) b);
            }
        }
        if (audioType != 0) {
            for (int b : new int[] {audioType, 0xE1, 2, 0xF0, 0}) {
                map.add((byte) b);
            }
        }
        byte[] section = new byte[map.size()];
        for (int i = 0; i < section.length; i++) {
            section[i] = map.get(i);
        }
        section[2] = (byte) (section.length - 3 + 4);
        section(MAP_PID, section);
        return this;
    }

    /** A PES packet with its times in 1/90,000 s, of a told length or of length 0. */
    TsFile pes(int pid, long pts, long dts, boolean told, byte[] data) {
        Buffer pes = Buffer.buffer().appendInt(pid == VIDEO_PID ? 0x1E0 : 0x1C0);
        pes.appendShort((short) (told ? data.length + 13 : 0)).appendBytes(new byte[] {(byte) 0x80, (byte) 0xC0, 10});
        stamp(pes, 3, pts);
        stamp(pes, 1, dts);
        payload(pid, pes.appendBytes(data).getBytes());
        return this;
    }

    /** Bytes of one unit over as many packets as they need. */
    TsFile payload(int pid, byte[] bytes) {
        int at = 0;
        while (at < bytes.length) {
            int count = Math.min(PACKET - 4, bytes.length - at);
            byte[] packet = new byte[PACKET];
            Arrays.fill(packet, (byte) 0xFF);
            packet[0] = 0x47;
            packet[1] = (byte) ((at == 0 ? 0x40 : 0) | pid >> 8);
            packet[2] = (byte) pid;
            int counter = counters.merge(pid, 1, (old, one) -> (old + one) & 15);
            boolean stuffed = count < PACKET - 4;
            packet[3] = (byte) ((stuffed ? 0x30 : 0x10) | counter);
            if (stuffed) {
                packet[4] = (byte) (PACKET - 5 - count);
                if (packet[4] != 0) {
                    packet[5] = 0;
                }
            }
            System.arraycopy(bytes, at, packet, PACKET - count, count);
            packets.add(packet);
            at += count;
        }
        return this;
    }

    List<byte[]> packets() {
        return packets;
    }

    Buffer bytes() {
        Buffer all = Buffer.buffer();
        packets.forEach(all::appendBytes);
        return all;
    }

    /** An access unit: delimiter, perhaps parameter sets of 64 × 36 pixels, and a picture of that many bytes. */
    static byte[] picture(boolean key, int size, int fill) {
        Buffer unit = Buffer.buffer(new byte[] {0, 0, 0, 1, 9, (byte) 0xF0});
        if (key) {
            unit.appendBytes(SETS);
        }
        byte[] slice = new byte[size];
        Arrays.fill(slice, (byte) fill);
        return unit.appendBytes(new byte[] {0, 0, 1, (byte) (key ? 0x65 : 0x41)})
                .appendBytes(slice)
                .getBytes();
    }

    /** Baseline, level 1, 64 × 48; made by hand after H.264 §7.3.2. */
    private static final byte[] SETS = {
        0,
        0,
        0,
        1,
        0x67,
        66,
        (byte) 0xC0,
        10,
        (byte) 0xDA,
        0x11,
        (byte) 0xE4,
        0,
        0,
        0,
        1,
        0x68,
        (byte) 0xCE,
        0x3C,
        (byte) 0x80
    };

    private void section(int pid, byte[] body) {
        int crc = -1;
        for (byte b : body) {
            crc ^= b << 24;
            for (int bit = 0; bit < 8; bit++) {
                crc = crc < 0 ? crc << 1 ^ 0x04C1_1DB7 : crc << 1;
            }
        }
        payload(
                pid,
                Buffer.buffer()
                        .appendByte((byte) 0)
                        .appendBytes(body)
                        .appendInt(crc)
                        .getBytes());
    }

    /** A time of 33 bits as PES packets have it. */
    static void stamp(Buffer out, int mark, long ticks) {
        out.appendByte((byte) (mark << 4 | (ticks >> 29 & 0x0E) | 1));
        out.appendShort((short) ((ticks >> 14 & 0xFFFE) | 1));
        out.appendShort((short) ((ticks << 1 & 0xFFFE) | 1));
    }
}
