import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.netty.buffer.ByteBuf;

/**
 * A masked text frame that is made once, with holes for what differs from message to message: so that to send one costs the load generator a copy and not a
 * second pass over all bytes. Each hole is one {@code #} followed by 19 {@code _}.
 */
final class Template {
    static final int HOLE_BYTES = 20;
    private static final String HOLE = "#" + "_".repeat(HOLE_BYTES - 1);
    private static final int MASK = 0x5A3C96E1;

    private final byte[] frame;
    private final int payload;
    private final int[] holes;

    Template(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        payload = bytes.length < 126 ? 6 : bytes.length < 65_536 ? 8 : 14;
        frame = new byte[payload + bytes.length];
        frame[0] = (byte) 0x81;
        if (payload == 6) {
            frame[1] = (byte) (0x80 | bytes.length);
        } else if (payload == 8) {
            frame[1] = (byte) (0x80 | 126);
            frame[2] = (byte) (bytes.length >> 8);
            frame[3] = (byte) bytes.length;
        } else {
            throw new IllegalArgumentException("a message of at most 64 KiB");
        }
        for (int i = 0; i < 4; i++) {
            frame[payload - 4 + i] = mask(i);
        }
        for (int i = 0; i < bytes.length; i++) {
            frame[payload + i] = (byte) (bytes[i] ^ mask(i));
        }
        List<Integer> found = new ArrayList<>();
        for (int at = text.indexOf(HOLE); at >= 0; at = text.indexOf(HOLE, at + 1)) {
            found.add(at);
        }
        holes = found.stream().mapToInt(Integer::intValue).toArray();
    }

    int bytes() {
        return frame.length;
    }

    /** Writes the frame with these texts of 20 bytes each, one behind the other, in its holes. */
    void writeTo(ByteBuf out, byte[]... fillings) {
        int start = out.writerIndex();
        out.writeBytes(frame);
        for (int i = 0; i < holes.length; i++) {
            for (int j = 0; j < HOLE_BYTES; j++) {
                out.setByte(start + payload + holes[i] + j, fillings[i][j] ^ mask(holes[i] + j));
            }
        }
    }

    private static byte mask(int index) {
        return (byte) (MASK >>> (24 - 8 * (index & 3)));
    }
}
