package org.bittube.tracker.stun;

/** Numbers of the STUN format (RFC 8489 sections 5 and 18, RFC 5780 section 7). */
final class StunFormat {
    static final int HEADER_LENGTH = 20;
    static final int MAGIC_COOKIE = 0x2112A442;

    static final int BINDING_REQUEST = 0x0001;
    static final int BINDING_SUCCESS = 0x0101;
    static final int BINDING_ERROR = 0x0111;

    static final int CHANGE_REQUEST = 0x0003;
    static final int ERROR_CODE = 0x0009;
    static final int UNKNOWN_ATTRIBUTES = 0x000A;
    static final int XOR_MAPPED_ADDRESS = 0x0020;
    static final int PADDING = 0x0026;
    static final int RESPONSE_PORT = 0x0027;
    static final int FINGERPRINT = 0x8028;
    static final int RESPONSE_ORIGIN = 0x802B;
    static final int OTHER_ADDRESS = 0x802C;

    /** Types from here on may be ignored by who does not know them. */
    static final int COMPREHENSION_OPTIONAL = 0x8000;

    /** Type and length of an attribute. */
    static final int ATTRIBUTE_HEADER_LENGTH = 4;

    private StunFormat() {}

    /** Values are filled up to a multiple of 4 bytes. */
    static int padded(int length) {
        return (length + 3) & ~3;
    }

    /**
     * Whether a server that asks nobody who he is may pass an attribute by though it must be understood: who shows a name or a signature here
     * (USERNAME, MESSAGE-INTEGRITY, REALM, NONCE, MESSAGE-INTEGRITY-SHA256, PASSWORD-ALGORITHM, USERHASH) was not asked for one.
     */
    static boolean isCredential(int type) {
        return switch (type) {
            case 0x0006, 0x0008, 0x0014, 0x0015, 0x001C, 0x001D, 0x001E -> true;
            default -> false;
        };
    }
}
