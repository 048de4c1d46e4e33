package org.bittube.tracker.webtorrent;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes one message to a client at a time into a buffer that is used again for the next one. It grows to the longest one there was,
 * which the limit of what a client may send and of what a scrape may tell bound. Confined to its event loop.
 */
final class MessageWriter {
    private static final int FIRST_BYTES = 4096;
    private static final byte[] HEX = ascii("0123456789abcdef");

    private static final byte[] COMPLETE = ascii("{\"complete\":");
    private static final byte[] INCOMPLETE = ascii(",\"incomplete\":");
    private static final byte[] INTERVAL = ascii(",\"action\":\"announce\",\"interval\":");
    private static final byte[] OFFER = ascii("{\"action\":\"announce\",\"offer\":");
    private static final byte[] ANSWER = ascii("{\"action\":\"announce\",\"answer\":");
    private static final byte[] OFFER_ID = ascii(",\"offer_id\":");
    private static final byte[] PEER_ID = ascii(",\"peer_id\":");
    private static final byte[] INFO_HASH = ascii(",\"info_hash\":");
    private static final byte[] SCRAPE = ascii("{\"action\":\"scrape\",\"files\":{");
    private static final byte[] DOWNLOADED = ascii(",\"downloaded\":");
    private static final byte[] ESCAPED = ascii("\\u00");
    private static final byte[] FAILURE = ascii("{\"action\":\"announce\",\"failure reason\":\"");

    private final boolean hostCandidates;
    private byte[] bytes = new byte[FIRST_BYTES];
    private int length;

    /** @param hostCandidates whether session descriptions are handed on with the addresses that peers have in their own networks */
    MessageWriter(boolean hostCandidates) {
        this.hostCandidates = hostCandidates;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    void announced(Id20 infoHash, int complete, int incomplete, int intervalSeconds) {
        length = 0;
        raw(COMPLETE).number(complete).raw(INCOMPLETE).number(incomplete);
        raw(INTERVAL).number(intervalSeconds);
        raw(INFO_HASH).id(infoHash).raw('}');
    }

    void offer(Slice offer, OfferId offerId, Id20 from, Id20 infoHash) {
        relayed(OFFER, offer, offerId, from, infoHash);
    }

    void answer(Slice answer, OfferId offerId, Id20 from, Id20 infoHash) {
        relayed(ANSWER, answer, offerId, from, infoHash);
    }

    void scraped(Map<Id20, SwarmCounts> counts) {
        length = 0;
        raw(SCRAPE);
        boolean first = true;
        for (Map.Entry<Id20, SwarmCounts> swarm : counts.entrySet()) {
            if (!first) {
                raw(',');
            }
            first = false;
            SwarmCounts count = swarm.getValue();
            id(swarm.getKey()).raw(':').raw(COMPLETE).number(count.complete());
            raw(INCOMPLETE)
                    .number(count.incomplete())
                    .raw(DOWNLOADED)
                    .number(count.downloaded())
                    .raw('}');
        }
        raw('}').raw('}');
    }

    /** An error; {@code reason} is ASCII without quotes, backslashes and control characters. */
    void failure(String reason, @Nullable Id20 infoHash) {
        length = 0;
        raw(FAILURE).raw(ascii(reason)).raw('"');
        if (infoHash != null) {
            raw(INFO_HASH).id(infoHash);
        }
        raw('}');
    }

    /** Appends bytes that are JSON already. */
    void raw(byte[] source, int from, int count) {
        reserve(count);
        System.arraycopy(source, from, bytes, length, count);
        length += count;
    }

    private void relayed(byte[] head, Slice description, OfferId offerId, Id20 from, Id20 infoHash) {
        length = 0;
        raw(head);
        if (hostCandidates) {
            description.writeTo(this);
        } else {
            description.writeWithoutHostsTo(this);
        }
        raw(OFFER_ID);
        offerId.writeTo(this);
        raw(PEER_ID).id(from).raw(INFO_HASH).id(infoHash).raw('}');
    }

    private MessageWriter raw(byte[] source) {
        raw(source, 0, source.length);
        return this;
    }

    private MessageWriter raw(char ascii) {
        reserve(1);
        bytes[length++] = (byte) ascii;
        return this;
    }

    private MessageWriter number(int number) {
        return raw(ascii(Integer.toString(number)));
    }

    /** 20 characters up to U+00FF, one for each byte. */
    private MessageWriter id(Id20 id) {
        reserve(2 + 6 * Id20.BYTES);
        bytes[length++] = '"';
        for (int i = 0; i < Id20.BYTES; i++) {
            int value = id.byteAt(i);
            if (value < ' ') {
                raw(ESCAPED);
                bytes[length++] = HEX[value >> 4];
                bytes[length++] = HEX[value & 0x0F];
            } else if (value >= 0x80) {
                bytes[length++] = (byte) (0xC0 | (value >> 6));
                bytes[length++] = (byte) (0x80 | (value & 0x3F));
            } else {
                if (value == '"' || value == '\\') {
                    bytes[length++] = '\\';
                }
                bytes[length++] = (byte) value;
            }
        }
        bytes[length++] = '"';
        return this;
    }

    private void reserve(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
