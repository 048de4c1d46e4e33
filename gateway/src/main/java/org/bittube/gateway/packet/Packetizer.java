package org.bittube.gateway.packet;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.flv.FlvWriter;
import org.bittube.gateway.flv.TagType;

/**
 * Cuts the tags of one epoch into signed packets: docs/protocol.md section 2. A packet that is full is handed out at once;
 * one that is not waits for more, until the caller says {@link #flush()}. Between calls a waiting packet always ends
 * with a whole tag. Pure; not safe for two threads at a time.
 */
public final class Packetizer {
    /** The most media time in a packet: what a receiver has to wait for before it can check the signature. */
    public static final int MAX_MILLIS = 50;

    /**
     * In a stream without video a decoder can start at any tag, but the list of starting points has to stay short: one a
     * second, as dense as keyframes ever are.
     */
    private static final int AUDIO_START_MILLIS = 1_000;

    private static final long NONE = -1;

    private final PacketSigner signer;
    private final long epochMillis;

    private Buffer payload = Buffer.buffer();
    private int flags;
    private long oldestMillis = NONE;
    private long newestMillis = NONE;
    private long firstStartMillis = NONE;
    private long lastStartMillis;

    private int prelude;
    private long nextSeq;
    private boolean interrupted;
    private boolean videoSeen;
    private long lastAudioStartMillis = NONE;
    private long lastTagMillis;

    /** @param epochMillis Unix milliseconds at which this run of the stream began */
    public Packetizer(PacketSigner signer, long epochMillis) {
        this.signer = signer;
        this.epochMillis = epochMillis;
    }

    /** Takes the next tag; answers the packets that it completes, in order. */
    public List<Packet> accept(FlvTag tag) {
        List<Packet> complete = new ArrayList<>(2);
        boolean startsHere = startsHere(tag);
        long millis = tag.timestampMillis();
        if (startsHere || !fits(millis)) {
            seal(complete);
        }
        if (startsHere) {
            flags |= PacketHeader.KEYFRAME;
        }
        lastTagMillis = millis;
        append(FlvWriter.encode(tag), millis, complete);
        return complete;
    }

    private void append(Buffer encoded, long millis, List<Packet> complete) {
        int offset = 0;
        while (offset < encoded.length()) {
            if (offset == 0) {
                flags |= payload.length() == 0 ? PacketHeader.TAG_START : 0;
                firstStartMillis = firstStartMillis == NONE ? millis : firstStartMillis;
                lastStartMillis = millis;
            }
            oldestMillis = oldestMillis == NONE ? millis : Math.min(oldestMillis, millis);
            newestMillis = Math.max(newestMillis, millis);
            int length = Math.min(encoded.length() - offset, PacketHeader.MAX_PAYLOAD_BYTES - payload.length());
            payload.appendBuffer(encoded, offset, length);
            offset += length;
            if (payload.length() == PacketHeader.MAX_PAYLOAD_BYTES) {
                seal(complete);
            }
        }
    }

    private boolean fits(long millis) {
        return payload.length() == 0 || (millis - oldestMillis <= MAX_MILLIS && newestMillis - millis <= MAX_MILLIS);
    }

    private boolean startsHere(FlvTag tag) {
        if (tag.type() == TagType.VIDEO) {
            videoSeen = true;
            return tag.isKeyframe();
        }
        if (videoSeen || tag.type() != TagType.AUDIO || tag.isSequenceHeader()) {
            return false;
        }
        boolean due =
                lastAudioStartMillis == NONE || tag.timestampMillis() - lastAudioStartMillis >= AUDIO_START_MILLIS;
        if (due) {
            lastAudioStartMillis = tag.timestampMillis();
        }
        return due;
    }

    /** Whether a packet waits for more. */
    public boolean isPending() {
        return payload.length() > 0;
    }

    /** Hands out the packet that waits, if there is one. */
    public List<Packet> flush() {
        List<Packet> complete = new ArrayList<>(1);
        seal(complete);
        return complete;
    }

    /** The source was interrupted here: hands out what waits; the next packet is marked. */
    public List<Packet> discontinuity() {
        List<Packet> complete = flush();
        interrupted = true;
        return complete;
    }

    /**
     * From here on a decoder needs another prelude. Hands out what waits, still with the old number.
     *
     * @throws IllegalArgumentException when the number is not 0 … 65,535
     */
    public List<Packet> usePrelude(int number) {
        if (number < 0 || number > PacketHeader.MAX_PRELUDE) {
            throw new IllegalArgumentException("prelude number out of range: " + number);
        }
        List<Packet> complete = flush();
        prelude = number;
        return complete;
    }

    /** Nothing comes for now: hands out what waits, and an empty packet that says so; what comes then, comes as before. */
    public List<Packet> offline() {
        List<Packet> complete = flush();
        flags |= PacketHeader.DISCONTINUITY;
        complete.add(sign(lastTagMillis, 0));
        return complete;
    }

    /** The epoch is over: hands out what waits, and an empty packet that says so. */
    public List<Packet> end() {
        List<Packet> complete = flush();
        flags |= PacketHeader.END_OF_STREAM;
        complete.add(sign(lastTagMillis, 0));
        return complete;
    }

    private void seal(List<Packet> complete) {
        if (payload.length() == 0) {
            return;
        }
        boolean tagStarts = firstStartMillis != NONE;
        // Tags of different types may be interleaved a little out of order; a duration is never negative.
        complete.add(
                tagStarts
                        ? sign(firstStartMillis, Math.max(0, lastStartMillis - firstStartMillis))
                        : sign(oldestMillis, 0));
    }

    private Packet sign(long timestampMillis, long durationMillis) {
        if (nextSeq == PacketHeader.SEQ_NONE) {
            throw new IllegalStateException("this epoch has used up its packet numbers");
        }
        int discontinuity = interrupted ? PacketHeader.DISCONTINUITY : 0;
        PacketHeader header = new PacketHeader(
                flags | discontinuity,
                prelude,
                epochMillis,
                nextSeq,
                timestampMillis & 0xFFFF_FFFFL,
                (int) durationMillis,
                payload.length());
        Packet packet = signer.sign(header, payload);
        nextSeq++;
        interrupted = false;
        payload = Buffer.buffer();
        flags = 0;
        oldestMillis = NONE;
        newestMillis = NONE;
        firstStartMillis = NONE;
        return packet;
    }
}
