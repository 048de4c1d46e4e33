package org.bittube.gateway.rtmp.handshake;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The constants with which either side signs: text and 32 bytes that every implementation knows. No secrets. */
final class DigestKeys {
    private static final byte[] TAIL = {
        (byte) 0xF0,
        (byte) 0xEE,
        (byte) 0xC2,
        0x4A,
        (byte) 0x80,
        0x68,
        (byte) 0xBE,
        (byte) 0xE8,
        0x2E,
        0x00,
        (byte) 0xD0,
        (byte) 0xD1,
        0x02,
        (byte) 0x9E,
        0x7E,
        0x57,
        0x6E,
        (byte) 0xEC,
        0x5D,
        0x2D,
        0x29,
        (byte) 0x80,
        0x6F,
        (byte) 0xAB,
        (byte) 0x93,
        (byte) 0xB8,
        (byte) 0xE6,
        0x36,
        (byte) 0xCF,
        (byte) 0xEB,
        0x31,
        (byte) 0xAE
    };

    /** What a player or encoder signs with. */
    static final DigestKeys CLIENT = new DigestKeys("Genuine Adobe Flash Player 001");

    /** What a server signs with. */
    static final DigestKeys SERVER = new DigestKeys("Genuine Adobe Flash Media Server 001");

    private final byte[] brief;
    private final byte[] whole;

    private DigestKeys(String text) {
        brief = text.getBytes(StandardCharsets.US_ASCII);
        whole = Arrays.copyOf(brief, brief.length + TAIL.length);
        System.arraycopy(TAIL, 0, whole, brief.length, TAIL.length);
    }

    /** Signs the first packet of this side. */
    byte[] brief() {
        return brief;
    }

    /** Signs the answer to the other side's first packet. */
    byte[] whole() {
        return whole;
    }
}
