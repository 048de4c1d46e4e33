package org.bittube.tracker.stun;

import io.vertx.core.buffer.Buffer;

/** A Binding success response (RFC 8489 section 6.3.1.1) with XOR-MAPPED-ADDRESS (section 14.2). */
public final class BindingResponse {
    private static final int TYPE = 0x0101;
    private static final int XOR_MAPPED_ADDRESS = 0x0020;
    private static final int FAMILY_IPV4 = 0x01;
    private static final int FAMILY_IPV6 = 0x02;
    private static final int FINGERPRINT_LENGTH = 8;

    private BindingResponse() {}

    /**
     * Answers a request.
     *
     * @param address where the request came from, 4 or 16 bytes
     * @param port where it came from, 0 to 65535
     */
    public static Buffer encode(BindingRequest request, byte[] address, int port) {
        if (address.length != 4 && address.length != 16) {
            throw new IllegalArgumentException("an address has 4 or 16 bytes");
        }
        // What addresses are masked with (section 14.2): the magic cookie and the transaction id.
        Buffer mask = Buffer.buffer(16).appendInt(BindingRequest.MAGIC_COOKIE).appendBuffer(request.transactionId());
        int valueLength = 4 + address.length;
        int attributesLength = 4 + valueLength + (request.fingerprint() ? FINGERPRINT_LENGTH : 0);
        Buffer response = Buffer.buffer(BindingRequest.HEADER_LENGTH + attributesLength)
                .appendUnsignedShort(TYPE)
                .appendUnsignedShort(attributesLength)
                .appendBuffer(mask)
                .appendUnsignedShort(XOR_MAPPED_ADDRESS)
                .appendUnsignedShort(valueLength)
                .appendByte((byte) 0)
                .appendByte((byte) (address.length == 4 ? FAMILY_IPV4 : FAMILY_IPV6))
                .appendUnsignedShort(port ^ (BindingRequest.MAGIC_COOKIE >>> 16));
        for (int i = 0; i < address.length; i++) {
            response.appendByte((byte) (address[i] ^ mask.getByte(i)));
        }
        if (request.fingerprint()) {
            int fingerprint = Fingerprint.of(response, response.length());
            response.appendUnsignedShort(BindingRequest.FINGERPRINT)
                    .appendUnsignedShort(4)
                    .appendInt(fingerprint);
        }
        return response;
    }
}
