package org.bittube.gateway.object;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import org.bittube.gateway.encoding.Base64Url;
import org.bittube.gateway.encoding.Sha256;
import org.bittube.gateway.object.ObjectFormatException.Reason;
import org.bittube.gateway.packet.StreamKeys;

/**
 * A descriptor with its signature, and the id that follows from it (docs/protocol.md section 7).
 *
 * @param id base64url of the SHA-256 of the descriptor's JSON
 * @param encoded signature and JSON, as they are sent; never written to
 */
public record SignedDescriptor(String id, Descriptor descriptor, Buffer encoded) {
    public static final int SIGNATURE_BYTES = 64;

    /** The longest answer. */
    public static final int MOST_BYTES = SIGNATURE_BYTES + DescriptorJson.MOST_BYTES;

    private static final byte[] CONTEXT = "bittube object 1".getBytes(StandardCharsets.US_ASCII);

    /**
     * Signs a descriptor.
     *
     * @throws IllegalArgumentException when it names another key, or is too long: see {@link Descriptor#fitting}
     */
    public static SignedDescriptor sign(Descriptor descriptor, StreamKeys keys) {
        byte[] json = DescriptorJson.encode(descriptor);
        if (json.length > DescriptorJson.MOST_BYTES || !descriptor.publicKey().equals(keys.publicKeyBase64Url())) {
            throw new IllegalArgumentException("descriptor too long, or for another key");
        }
        byte[] hash = Sha256.digest().digest(json);
        Buffer encoded = Buffer.buffer(SIGNATURE_BYTES + json.length)
                .appendBytes(keys.sign(signedText(hash)))
                .appendBytes(json);
        return new SignedDescriptor(Base64Url.encode(hash), descriptor, encoded);
    }

    /**
     * Reads an answer about an object.
     *
     * @throws ObjectFormatException when this is not what that id stands for, or not well made
     */
    public static SignedDescriptor open(String id, byte[] answer) {
        if (answer.length <= SIGNATURE_BYTES || answer.length > MOST_BYTES) {
            throw new ObjectFormatException(
                    Reason.LENGTH, Math.min(answer.length, MOST_BYTES), "descriptor of " + answer.length + " bytes");
        }
        byte[] json = Arrays.copyOfRange(answer, SIGNATURE_BYTES, answer.length);
        byte[] hash = Sha256.digest().digest(json);
        if (!MessageDigest.isEqual(
                Base64Url.encode(hash).getBytes(StandardCharsets.US_ASCII), id.getBytes(StandardCharsets.UTF_8))) {
            throw new ObjectFormatException(Reason.ID, SIGNATURE_BYTES, "descriptor of another object");
        }
        Descriptor descriptor = DescriptorJson.decode(json);
        byte[] signature = Arrays.copyOf(answer, SIGNATURE_BYTES);
        if (!StreamKeys.verifies(Base64Url.decode(descriptor.publicKey()), signedText(hash), signature)) {
            throw new ObjectFormatException(Reason.SIGNATURE, 0, "descriptor with a wrong signature");
        }
        return new SignedDescriptor(id, descriptor, Buffer.buffer(answer));
    }

    /** What the signature is over: the context, then the SHA-256 of the JSON. */
    static byte[] signedText(byte[] hash) {
        byte[] text = Arrays.copyOf(CONTEXT, CONTEXT.length + hash.length);
        System.arraycopy(hash, 0, text, CONTEXT.length, hash.length);
        return text;
    }
}
