import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What the peers say, in the WebTorrent dialect: announces with 5 offers of 1.5 KB, answers of 1.3 KB. */
final class Messages {
    static final int OFFERS = 5;
    private static final int OFFER_BYTES = 1_500;
    private static final int ANSWER_BYTES = 1_300;
    private static final String HOLE = "#" + "_".repeat(Template.HOLE_BYTES - 1);

    /** How a description begins and ends in every message that carries it, whatever the server puts around it. */
    static final byte[] OFFER = description("offer", OFFER_BYTES);

    static final byte[] ANSWER = description("answer", ANSWER_BYTES);

    /** Holes: info_hash, peer_id, then one offer_id an offer. */
    static final Template ANNOUNCE = announce(OFFERS);

    /** Without offers, for peers that only are there. Holes: info_hash, peer_id. */
    static final Template PRESENCE = announce(0);

    /** Holes: info_hash, peer_id, to_peer_id, offer_id. */
    static final Template REPLY = new Template("{\"action\":\"announce\",\"info_hash\":\"" + HOLE + "\",\"peer_id\":\"" + HOLE
            + "\",\"to_peer_id\":\"" + HOLE + "\",\"answer\":" + text(ANSWER) + ",\"offer_id\":\"" + HOLE + "\"}");

    private Messages() {}

    static byte[] infoHash(int group) {
        return ascii(String.format(Locale.ROOT, "group-%014d", group));
    }

    static byte[] peerId(int peer) {
        return ascii(String.format(Locale.ROOT, "-BT0001-%012d", peer));
    }

    /** Tells who made the offer and which one of his it is. */
    static byte[] offerId(int peer, int number) {
        byte[] id = new byte[Template.HOLE_BYTES];
        decimal(id, 0, peer);
        decimal(id, 10, number);
        return id;
    }

    /** Reads ten decimal digits. */
    static int number(byte[] id, int from) {
        int number = 0;
        for (int i = from; i < from + 10; i++) {
            number = number * 10 + id[i] - '0';
        }
        return number;
    }

    private static void decimal(byte[] into, int from, int number) {
        int rest = number;
        for (int i = from + 9; i >= from; i--) {
            into[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    private static Template announce(int offers) {
        StringBuilder text = new StringBuilder("{\"numwant\":" + offers + ",\"uploaded\":0,\"downloaded\":0,\"left\":9,\"action\":\"announce\",\"info_hash\":\"")
                .append(HOLE).append("\",\"peer_id\":\"").append(HOLE).append("\",\"offers\":[");
        for (int i = 0; i < offers; i++) {
            text.append(i == 0 ? "" : ",").append("{\"offer\":").append(text(OFFER)).append(",\"offer_id\":\"").append(HOLE).append("\"}");
        }
        return new Template(text.append("]}").toString());
    }

    /** A session description of about so many bytes, with the escapes that lines have in JSON. */
    private static byte[] description(String type, int bytes) {
        StringBuilder sdp = new StringBuilder("{\"type\":\"" + type + "\",\"sdp\":\"v=0\\r\\no=- 4611731400430051336 2 IN IP4 127.0.0.1\\r\\ns=-\\r\\nt=0 0\\r\\n");
        for (int i = 0; sdp.length() < bytes - 80; i++) {
            sdp.append("a=candidate:").append(1_000_000_000 + i).append(" 1 udp 2113937151 192.0.2.").append(i).append(" 50000 typ host\\r\\n");
        }
        return ascii(sdp.append("a=").append("x".repeat(Math.max(0, bytes - sdp.length() - 8))).append("\\r\\n\"}").toString());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.US_ASCII);
    }
}
