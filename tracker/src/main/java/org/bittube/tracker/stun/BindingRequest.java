package org.bittube.tracker.stun;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a Binding request (RFC 8489 sections 5 and 6) asks for. Its transaction id stays in the message, from where the answer takes it.
 *
 * @param fingerprint whether it carried a FINGERPRINT, so that the answer is to carry one too
 * @param changeAddress whether the answer is to come from the other address (RFC 5780 section 7.2)
 * @param changePort whether the answer is to come from the other port
 * @param responsePort where the answer is to go to, at the address that asks (section 7.5); 0: where the request came from
 * @param padding bytes of filling that the answer is to carry as the request did (section 7.6); 0: none
 * @param unknown attributes that would have to be understood and are not, in their order; at most {@value #MAX_UNKNOWN}, the first ones
 */
public record BindingRequest(
        boolean fingerprint,
        boolean changeAddress,
        boolean changePort,
        int responsePort,
        int padding,
        List<Integer> unknown) {
    /** Longer than any Binding request has a reason to be: one that is filled up to find out what becomes of fragments has little over 1,500 bytes. */
    public static final int MAX_LENGTH = 1600;

    static final int MAX_UNKNOWN = 16;

    private static final int CHANGE_ADDRESS = 4;
    private static final int CHANGE_PORT = 2;

    /** What nearly all clients send, made once. */
    private static final Optional<BindingRequest> PLAIN =
            Optional.of(new BindingRequest(false, false, false, 0, 0, List.of()));

    private static final Optional<BindingRequest> WITH_FINGERPRINT =
            Optional.of(new BindingRequest(true, false, false, 0, 0, List.of()));

    public BindingRequest {
        unknown = List.copyOf(unknown);
    }

    /**
     * Reads a whole message, from the reader's index to the writer's, and moves neither. Empty when it is anything but a well-formed Binding
     * request: such a message is not answered.
     *
     * @param discovery whether CHANGE-REQUEST, RESPONSE-PORT and PADDING are understood
     */
    public static Optional<BindingRequest> parse(ByteBuf message, boolean discovery) {
        int start = message.readerIndex();
        int length = message.readableBytes();
        if (length < StunFormat.HEADER_LENGTH
                || length > MAX_LENGTH
                || length % 4 != 0
                || message.getUnsignedShort(start) != StunFormat.BINDING_REQUEST
                || message.getUnsignedShort(start + 2) != length - StunFormat.HEADER_LENGTH
                || message.getInt(start + 4) != StunFormat.MAGIC_COOKIE) {
            return Optional.empty();
        }
        return length == StunFormat.HEADER_LENGTH ? PLAIN : withAttributes(message, start, start + length, discovery);
    }

    private static Optional<BindingRequest> withAttributes(ByteBuf message, int start, int end, boolean discovery) {
        boolean fingerprint = false;
        int change = 0;
        int responsePort = 0;
        int padding = 0;
        List<Integer> unknown = List.of();
        int at = start + StunFormat.HEADER_LENGTH;
        while (at < end) {
            if (fingerprint) {
                return Optional.empty(); // FINGERPRINT is the last attribute (section 14.7).
            }
            // Everything is a multiple of 4, so the attribute's own header is there whenever a byte of it is.
            int type = message.getUnsignedShort(at);
            int valueLength = message.getUnsignedShort(at + 2);
            int value = at + StunFormat.ATTRIBUTE_HEADER_LENGTH;
            int next = value + StunFormat.padded(valueLength);
            if (next > end) {
                return Optional.empty();
            }
            if (type == StunFormat.FINGERPRINT) {
                if (valueLength != 4 || message.getInt(value) != Fingerprint.of(message, start, at - start)) {
                    return Optional.empty();
                }
                fingerprint = true;
            } else if (type == StunFormat.CHANGE_REQUEST && discovery) {
                if (valueLength != 4) {
                    return Optional.empty();
                }
                change |= message.getInt(value);
            } else if (type == StunFormat.RESPONSE_PORT && discovery) {
                if (valueLength != 2 && valueLength != 4) {
                    return Optional.empty();
                }
                responsePort = message.getUnsignedShort(value);
            } else if (type == StunFormat.PADDING && discovery) {
                padding = valueLength;
            } else if (type < StunFormat.COMPREHENSION_OPTIONAL && !StunFormat.isCredential(type)) {
                unknown = withOneMore(unknown, type);
            }
            at = next;
        }
        if (padding != 0 && responsePort != 0) {
            return Optional.empty(); // Section 7.6 forbids it: filling is for nobody else than who sent it.
        }
        if (change == 0 && padding == 0 && responsePort == 0 && unknown.isEmpty()) {
            return fingerprint ? WITH_FINGERPRINT : PLAIN;
        }
        return Optional.of(new BindingRequest(
                fingerprint,
                (change & CHANGE_ADDRESS) != 0,
                (change & CHANGE_PORT) != 0,
                responsePort,
                padding,
                unknown));
    }

    private static List<Integer> withOneMore(List<Integer> types, int type) {
        List<Integer> longer = types.isEmpty() ? new ArrayList<>() : types;
        if (longer.size() < MAX_UNKNOWN) {
            longer.add(type);
        }
        return longer;
    }
}
