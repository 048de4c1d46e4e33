package org.bittube.tracker.stun;

import io.netty.buffer.ByteBuf;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answers to Binding requests. They carry what was asked for and nothing else, so that whoever sends requests in the name of a third party
 * makes as little as possible of them.
 */
public final class BindingAnswer {
    /** Of the longest answer without filling: a refusal with {@link BindingRequest#MAX_UNKNOWN} types is shorter than three IPv6 addresses. */
    private static final int MAX_LENGTH = 20 + 3 * 24 + 8;

    private static final int FAMILY_IPV4 = 0x01;
    private static final int FAMILY_IPV6 = 0x02;
    /** 420 (RFC 8489 section 14.8): the class in one byte, the rest in the next; the reason phrase is left out. */
    private static final int UNKNOWN_ATTRIBUTE = 4 << 8 | 20;

    private BindingAnswer() {}

    /**
     * Where an answer comes from (RFC 5780 section 7.3 and 7.4).
     *
     * @param origin the address that the answer is sent from
     * @param other the address that is neither the same nor at the same port as the one asked
     */
    public record Discovery(Endpoint origin, Endpoint other) {}

    /** The most bytes that the answer takes. */
    public static int maxLength(BindingRequest request) {
        return request.padding() == 0
                ? MAX_LENGTH
                : MAX_LENGTH + StunFormat.ATTRIBUTE_HEADER_LENGTH + StunFormat.padded(request.padding());
    }

    /**
     * Writes the answer that a request deserves: a success with XOR-MAPPED-ADDRESS (RFC 8489 section 14.2), or 420 when it has attributes that must
     * be understood and are not.
     *
     * @param message the request as it came
     * @param request what was read of it
     * @param seen where it came from
     * @param discovery null where there is only one address
     * @param answer has room for {@link #maxLength} bytes
     */
    public static void write(
            ByteBuf message, BindingRequest request, Endpoint seen, @Nullable Discovery discovery, ByteBuf answer) {
        int start = answer.writerIndex();
        boolean success = request.unknown().isEmpty();
        answer.writeShort(success ? StunFormat.BINDING_SUCCESS : StunFormat.BINDING_ERROR);
        answer.writeShort(0); // the length, known in the end
        // The magic cookie and the transaction id: also what addresses are masked with.
        answer.writeBytes(message, message.readerIndex() + 4, 16);
        if (success) {
            writeMapped(answer, seen, start + 4);
            if (discovery != null) {
                writePlain(answer, StunFormat.RESPONSE_ORIGIN, discovery.origin());
                writePlain(answer, StunFormat.OTHER_ADDRESS, discovery.other());
            }
            if (request.padding() != 0) {
                answer.writeShort(StunFormat.PADDING).writeShort(request.padding());
                answer.writeZero(StunFormat.padded(request.padding()));
            }
        } else {
            writeRefusal(answer, request.unknown());
        }
        int fingerprintLength = request.fingerprint() ? StunFormat.ATTRIBUTE_HEADER_LENGTH + 4 : 0;
        int length = answer.writerIndex() - start;
        answer.setShort(start + 2, length - StunFormat.HEADER_LENGTH + fingerprintLength);
        if (request.fingerprint()) {
            int value = Fingerprint.of(answer, start, length);
            answer.writeShort(StunFormat.FINGERPRINT).writeShort(4).writeInt(value);
        }
    }

    private static void writeMapped(ByteBuf answer, Endpoint seen, int mask) {
        writeHead(answer, StunFormat.XOR_MAPPED_ADDRESS, seen);
        answer.writeShort(seen.port() ^ (StunFormat.MAGIC_COOKIE >>> 16));
        byte[] address = seen.address();
        for (int i = 0; i < address.length; i++) {
            answer.writeByte(address[i] ^ answer.getByte(mask + i));
        }
    }

    private static void writePlain(ByteBuf answer, int type, Endpoint endpoint) {
        writeHead(answer, type, endpoint);
        answer.writeShort(endpoint.port()).writeBytes(endpoint.address());
    }

    private static void writeHead(ByteBuf answer, int type, Endpoint endpoint) {
        answer.writeShort(type).writeShort(4 + endpoint.address().length);
        answer.writeByte(0).writeByte(endpoint.isIpv4() ? FAMILY_IPV4 : FAMILY_IPV6);
    }

    private static void writeRefusal(ByteBuf answer, List<Integer> unknown) {
        answer.writeShort(StunFormat.ERROR_CODE).writeShort(4).writeInt(UNKNOWN_ATTRIBUTE);
        int length = 2 * unknown.size();
        answer.writeShort(StunFormat.UNKNOWN_ATTRIBUTES).writeShort(length);
        unknown.forEach(answer::writeShort);
        answer.writeZero(StunFormat.padded(length) - length);
    }
}
