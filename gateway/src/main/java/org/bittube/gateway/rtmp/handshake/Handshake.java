package org.bittube.gateway.rtmp.handshake;

import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.function.Consumer;
import org.bittube.gateway.flv.ByteWindow;
import org.bittube.gateway.rtmp.chunk.RtmpException;

/**
 * One side of the handshake (RTMP 1.0 section 5.2): three packets each way. Signs its packets where the other side does, so that encoders and
 * servers that insist are content; never insists itself. What is needed is told by the other side's version field: 0 for the
 * plain form.
 */
public final class Handshake {
    private static final int VERSION = 3;
    private static final int PACKET_BYTES = DigestScheme.PACKET_BYTES;
    private static final int VERSION_OFFSET = 4;
    /** What the other side needs to see to take the packet for a signed one; the numbers mean nothing. */
    private static final byte[] SIGNED_VERSION = {0x0A, 0, 0x2D, 2};

    private final Consumer<byte[]> random;
    private final boolean server;
    private final ByteWindow window = new ByteWindow();
    private int packetsSeen;

    private Handshake(boolean server, Consumer<byte[]> random) {
        this.server = server;
        this.random = random;
    }

    /**
     * The side that waits.
     *
     * @param random fills an array with any random bytes
     */
    public static Handshake ofServer(Consumer<byte[]> random) {
        return new Handshake(true, random);
    }

    /**
     * The side that begins: send {@link #opening} first.
     *
     * @param random fills an array with any random bytes
     */
    public static Handshake ofClient(Consumer<byte[]> random) {
        return new Handshake(false, random);
    }

    /** What the client sends first: its version, and a signed packet. */
    public Buffer opening() {
        byte[] packet = packet(true);
        DigestScheme.FIRST.seal(packet, DigestKeys.CLIENT);
        return Buffer.buffer(1 + PACKET_BYTES).appendByte((byte) VERSION).appendBytes(packet);
    }

    /**
     * Takes what came and gives what is to be sent for it, perhaps nothing.
     *
     * @throws RtmpException when the other side does not speak plain RTMP
     */
    public Buffer accept(Buffer bytes) {
        window.append(bytes);
        Buffer answer = Buffer.buffer();
        if (packetsSeen == 0 && window.length() > 0 && window.u8(0) != VERSION) {
            throw new RtmpException("The connection does not begin as RTMP version 3 does.");
        }
        if (packetsSeen == 0 && window.length() > PACKET_BYTES) {
            byte[] packet = new byte[PACKET_BYTES];
            window.copy(1, PACKET_BYTES, packet, 0);
            window.drop(1 + PACKET_BYTES);
            packetsSeen = 1;
            answer(packet, answer);
        }
        if (packetsSeen == 1 && window.length() >= PACKET_BYTES) {
            // Not looked at: neither old encoders nor old servers make it as they should.
            window.drop(PACKET_BYTES);
            packetsSeen = 2;
        }
        return answer;
    }

    /** Whether both sides are through; what {@link #rest} gives is the first of what follows. */
    public boolean isDone() {
        return packetsSeen == 2;
    }

    /** Bytes that came behind the handshake; they are given once. */
    public Buffer rest() {
        Buffer rest = window.copy(0, window.length());
        window.drop(window.length());
        return rest;
    }

    private void answer(byte[] packet, Buffer out) {
        boolean maySign = !Arrays.equals(packet, VERSION_OFFSET, VERSION_OFFSET + 4, new byte[4], 0, 4);
        DigestScheme scheme = maySign ? DigestScheme.of(packet, server ? DigestKeys.CLIENT : DigestKeys.SERVER) : null;
        if (server) {
            byte[] own = packet(scheme != null);
            if (scheme != null) {
                scheme.seal(own, DigestKeys.SERVER);
            }
            out.appendByte((byte) VERSION).appendBytes(own);
        }
        if (scheme == null) {
            out.appendBytes(packet);
        } else {
            byte[] reply = new byte[PACKET_BYTES];
            random.accept(reply);
            DigestScheme.sealAnswer(reply, scheme.digest(packet), server ? DigestKeys.SERVER : DigestKeys.CLIENT);
            out.appendBytes(reply);
        }
    }

    /** A first packet: time and version, then random bytes. */
    private byte[] packet(boolean signed) {
        byte[] packet = new byte[PACKET_BYTES];
        random.accept(packet);
        Arrays.fill(packet, 0, 2 * VERSION_OFFSET, (byte) 0);
        if (signed) {
            System.arraycopy(SIGNED_VERSION, 0, packet, VERSION_OFFSET, SIGNED_VERSION.length);
        }
        return packet;
    }
}
