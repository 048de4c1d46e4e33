package org.bittube.gateway.object;

import java.util.Optional;
import java.util.regex.Pattern;
import org.bittube.gateway.encoding.Base64Url;

/**
 * Object 0: what an object is (docs/protocol.md section 7).
 *
 * @param name the file's name, see {@link #isName}
 * @param type its media type, see {@link #isType}
 * @param sizeBytes 1 … 2⁴⁰
 * @param root base64url of the Merkle root
 * @param publicKey base64url of the key of the library that signed this
 * @param playback for {@link #FLV} that can be played, else empty
 */
public record Descriptor(
        String name, String type, long sizeBytes, String root, String publicKey, Optional<Playback> playback) {
    /** The media type of what the player plays. */
    public static final String FLV = "video/x-flv";

    public static final int MOST_NAME_LENGTH = 255;
    public static final int MOST_TYPE_LENGTH = 127;

    private static final Pattern TYPE = Pattern.compile("[a-z0-9!#$&^_.+-]+/[a-z0-9!#$&^_.+-]+");

    public Descriptor {
        require(isName(name), "name");
        require(isType(type), "type");
        require(sizeBytes >= 1 && sizeBytes <= PieceLayout.MOST_BYTES, "size");
        require(Base64Url.is32Bytes(root), "root");
        require(Base64Url.is32Bytes(publicKey), "publicKey");
        require(playback.isEmpty() || type.equals(FLV), "playback of what is no FLV");
    }

    public PieceLayout pieces() {
        return new PieceLayout(sizeBytes);
    }

    /**
     * Whether a file may be called so: 1 … 255 UTF-16 code units without control characters, {@code /} and {@code \}, whole
     * characters only, and neither {@code .} nor {@code ..}, so that it is safe as the name of a file.
     */
    public static boolean isName(String name) {
        if (name.isEmpty() || name.length() > MOST_NAME_LENGTH || name.equals(".") || name.equals("..")) {
            return false;
        }
        return name.codePoints()
                .noneMatch(c -> Character.isISOControl(c)
                        || c == '/'
                        || c == '\\'
                        || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
    }

    /** Whether this is a media type: type and subtype in lower case, no parameters, at most 127 characters. */
    public static boolean isType(String type) {
        return type.length() <= MOST_TYPE_LENGTH && TYPE.matcher(type).matches();
    }

    /** The same with as few seek points as it takes for its JSON to fit into a descriptor. */
    public Descriptor fitting() {
        Descriptor made = this;
        int most = SeekTable.MOST_POINTS;
        while (DescriptorJson.encode(made).length > DescriptorJson.MOST_BYTES) {
            most = most * 7 / 8;
            int points = most;
            made = new Descriptor(name, type, sizeBytes, root, publicKey, playback.map(whole -> whole.thinned(points)));
        }
        return made;
    }

    private static void require(boolean fits, String field) {
        if (!fits) {
            throw new IllegalArgumentException("no descriptor can have this: " + field);
        }
    }
}
