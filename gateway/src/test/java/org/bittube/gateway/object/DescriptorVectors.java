package org.bittube.gateway.object;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.bittube.gateway.encoding.Base64Url;
import org.bittube.gateway.encoding.Sha256;
import org.bittube.gateway.packet.StreamKeys;

/** Makes testdata/object/descriptors.json: the JSON is written here by hand, not by the code under test. */
final class DescriptorVectors {
    private static final HexFormat HEX = HexFormat.of();
    private static final String KEY = Base64Url.encode(HEX.parseHex(RfcKeys.PUBLIC_KEY));
    private static final String OTHER_KEY = RfcKeys.SECOND.publicKeyBase64Url();
    private static final String PRELUDE = Base64Url.encode(HEX.parseHex("464c5601050000000900000000"
            + "090000180000000000000017000000000164001effe100046764001e01000468ee3c8000000023"
            + "0800000400000000000000af0012100000000f"));
    private static final String ROOT = Base64Url.encode(SampleFile.root(TreeVectors.byNumber(229)));
    /** (0, 63), (2000, 250063), (4000, 520000). */
    private static final String POINTS = Base64Url.encode(HEX.parseHex("003f" + "d00f90a10f" + "d00ff1bc10"));

    private static final String PLAIN =
            "{\"version\":1,\"name\":\"notes.pdf\",\"type\":\"application/pdf\",\"size\":15000000,"
                    + "\"pieces\":229,\"root\":\"" + ROOT + "\",\"publicKey\":\"" + KEY + "\"}";
    private static final String FLV = "{\"version\":1,\"name\":\"clip.flv\",\"type\":\"video/x-flv\",\"size\":15000000,"
            + "\"pieces\":229,\"root\":\"" + ROOT + "\",\"publicKey\":\"" + KEY
            + "\",\"durationMillis\":120000,\"prelude\":\""
            + PRELUDE + "\",\"keyframes\":\"" + POINTS + "\"}";

    private DescriptorVectors() {}

    static ObjectNode make() {
        ObjectNode vectors = JsonNodeFactory.instance.objectNode();
        vectors.put(
                "comment",
                "docs/protocol.md section 7. Bytes are hex; ids, roots, keys, prelude and keyframes are base64url. A descriptor's"
                        + " answer is the signature, then the JSON as UTF-8. The keys are TEST 1 and TEST 2 of RFC 8032 section"
                        + " 7.1, used nowhere else. \"invalid\" are to be refused for the reason given; those with the reason"
                        + " \"format\" or \"version\" are rightly signed and have the right id.");
        vectors.put("privateKeySeed", RfcKeys.SEED).put("publicKey", RfcKeys.PUBLIC_KEY);
        ArrayNode good = vectors.putArray("descriptors");
        add(good, "any file", PLAIN);
        add(good, "FLV with three keyframes", FLV);
        add(good, "quotation mark and other scripts", PLAIN.replace("notes.pdf", "a \\\"b\\\" ä 映画 🎬.pdf"));
        add(good, "FLV that cannot be played", PLAIN.replace("application/pdf", "video/x-flv"));
        add(good, "one byte", sized(1, 1));
        add(good, "largest", sized(1L << 40, 1 << 24));
        add(good, "longest name", PLAIN.replace("notes.pdf", "n".repeat(255)));
        ArrayNode tables = vectors.putArray("keyframes");
        table(tables, 15_000_000, POINTS, new long[][] {{0, 63}, {2_000, 250_063}, {4_000, 520_000}});
        table(tables, 1L << 40, base64("ffffffff0fffffffffff1f"), new long[][] {{4_294_967_295L, (1L << 40) - 1}});
        table(tables, 300, base64("000d000f"), new long[][] {{0, 13}, {0, 28}});
        invalid(vectors.putArray("invalid"));
        return vectors;
    }

    private static void invalid(ArrayNode invalid) {
        String id = id(PLAIN);
        String signature = signature(PLAIN, RfcKeys.FIRST);
        refuse(invalid, "another id", id(FLV), signature, PLAIN, "id");
        refuse(invalid, "altered after signing", id, signature, PLAIN.replace("notes", "votes"), "id");
        refuse(invalid, "no JSON", id, signature, "", "length");
        String tooLong = PLAIN + " ".repeat(48 * 1024 + 1 - PLAIN.length());
        refuse(
                invalid,
                "one byte longer than 48 KiB",
                id(tooLong),
                signature(tooLong, RfcKeys.FIRST),
                tooLong,
                "length");
        refuse(invalid, "signed by another key", id, signature(PLAIN, RfcKeys.SECOND), PLAIN, "signature");
        refuse(invalid, "signature altered", id, "00" + signature.substring(2), PLAIN, "signature");
        String foreign = PLAIN.replace(KEY, OTHER_KEY);
        refuse(invalid, "the key of another", id(foreign), signature(foreign, RfcKeys.FIRST), foreign, "signature");
        refuse(invalid, "version 2", PLAIN.replace("\"version\":1", "\"version\":2"), "version");
        format(invalid, "white space", PLAIN.replace(",\"size\"", ", \"size\""));
        format(
                invalid,
                "other order",
                PLAIN.replace("\"size\":15000000,\"pieces\":229", "\"pieces\":229,\"size\":15000000"));
        format(invalid, "unknown field", PLAIN.replace("\"size\"", "\"color\":1,\"size\""));
        format(invalid, "field twice", PLAIN.replace("\"size\"", "\"size\":15000000,\"size\""));
        format(invalid, "something behind the end", PLAIN + "{}");
        format(invalid, "end missing", PLAIN.substring(0, PLAIN.length() - 1));
        format(invalid, "needless escape", PLAIN.replace("notes.pdf", "n\\u006ftes.pdf"));
        format(invalid, "empty name", PLAIN.replace("notes.pdf", ""));
        format(invalid, "name too long", PLAIN.replace("notes.pdf", "n".repeat(256)));
        format(invalid, "slash in the name", PLAIN.replace("notes.pdf", "../notes.pdf"));
        format(invalid, "backslash in the name", PLAIN.replace("notes.pdf", "a\\\\b"));
        format(invalid, "name of a folder", PLAIN.replace("notes.pdf", ".."));
        format(invalid, "DEL in the name", PLAIN.replace("notes.pdf", "a\u007fb"));
        format(invalid, "line feed in the name", PLAIN.replace("notes.pdf", "a\nb"));
        format(invalid, "type without subtype", PLAIN.replace("application/pdf", "pdf"));
        format(invalid, "type with parameter", PLAIN.replace("application/pdf", "text/html;a=b"));
        format(invalid, "type in capitals", PLAIN.replace("application/pdf", "Application/PDF"));
        format(invalid, "type too long", PLAIN.replace("application/pdf", "application/" + "x".repeat(116)));
        format(invalid, "size 0", sized(0, 0));
        format(invalid, "size past 1 TiB", sized((1L << 40) + 1, (1 << 24) + 1));
        format(invalid, "one piece too few", sized(15_000_000, 228));
        format(invalid, "size as text", PLAIN.replace("15000000", "\"15000000\""));
        format(invalid, "size with leading zero", PLAIN.replace("15000000", "015000000"));
        format(invalid, "size with a fraction", PLAIN.replace("15000000", "15000000.0"));
        format(invalid, "root one byte short", PLAIN.replace(ROOT, ROOT.substring(2)));
        format(invalid, "root with spare bits", PLAIN.replace(ROOT, ROOT.substring(0, 42) + "_"));
        format(invalid, "playback of what is no FLV", FLV.replace("video/x-flv", "video/mp4"));
        format(invalid, "prelude without keyframes", FLV.substring(0, FLV.indexOf(",\"keyframes\"")) + "}");
        format(invalid, "keyframes without prelude", FLV.replace(",\"prelude\":\"" + PRELUDE + "\"", ""));
        format(invalid, "prelude that is no FLV", FLV.replace(PRELUDE, "A".repeat(20)));
        format(invalid, "prelude too long", FLV.replace(PRELUDE, base64("464c5601" + "00".repeat(8_189))));
        format(invalid, "duration past 32 bits", FLV.replace("120000", "4294967296"));
        format(invalid, "no keyframe", FLV.replace(POINTS, ""));
        format(invalid, "keyframe behind the end", FLV.replace(POINTS, base64("00c0c39307")));
        format(invalid, "two keyframes at one place", FLV.replace(POINTS, base64("003f0100")));
        format(invalid, "keyframe cut off", FLV.replace(POINTS, base64("003fd0")));
        format(invalid, "keyframe with a needless byte", FLV.replace(POINTS, base64("00bf00")));
        format(invalid, "keyframe past 32 bits", FLV.replace(POINTS, base64("80808080103f")));
        format(invalid, "4,097 keyframes", FLV.replace(POINTS, base64("003f" + "0101".repeat(4_096))));
    }

    private static void add(ArrayNode list, String name, String json) {
        list.addObject()
                .put("name", name)
                .put("id", id(json))
                .put("signature", signature(json, RfcKeys.FIRST))
                .put("json", json);
    }

    private static void table(ArrayNode list, long size, String encoded, long[][] points) {
        ObjectNode table = list.addObject().put("size", size).put("keyframes", encoded);
        ArrayNode all = table.putArray("points");
        for (long[] point : points) {
            all.addArray().add(point[0]).add(point[1]);
        }
    }

    private static void format(ArrayNode list, String name, String json) {
        refuse(list, name, json, "format");
    }

    /** Rightly signed, with the right id. */
    private static void refuse(ArrayNode list, String name, String json, String error) {
        refuse(list, name, id(json), signature(json, RfcKeys.FIRST), json, error);
    }

    private static void refuse(ArrayNode list, String name, String id, String signature, String json, String error) {
        list.addObject()
                .put("name", name)
                .put("id", id)
                .put("signature", signature)
                .put("json", json)
                .put("error", error);
    }

    private static String sized(long size, int pieces) {
        return PLAIN.replace("15000000", Long.toString(size)).replace("\"pieces\":229", "\"pieces\":" + pieces);
    }

    private static String base64(String hex) {
        return Base64Url.encode(HEX.parseHex(hex));
    }

    private static String id(String json) {
        return Base64Url.encode(hash(json));
    }

    private static String signature(String json, StreamKeys keys) {
        byte[] context = "bittube object 1".getBytes(StandardCharsets.US_ASCII);
        return HEX.formatHex(keys.sign(SampleFile.joined(List.of(context, hash(json)))));
    }

    private static byte[] hash(String json) {
        return Sha256.digest().digest(json.getBytes(StandardCharsets.UTF_8));
    }
}
