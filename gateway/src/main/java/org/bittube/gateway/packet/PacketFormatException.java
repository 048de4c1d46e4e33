package org.bittube.gateway.packet;

/** Bytes that are no packet of docs/protocol.md section 2. An ordinary outcome for bytes from outside. */
public final class PacketFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What is wrong; the lower-case name is the error's name in the golden vectors. */
    public enum Reason {
        LENGTH,
        VERSION,
        FLAGS,
        SEQ,
        SIGNATURE
    }

    private final Reason reason;
    private final int offset;

    /**
     * @param reason what is wrong
     * @param offset byte offset, in the bytes given to the decoder, of the field that is wrong
     * @param message for an operator
     */
    public PacketFormatException(Reason reason, int offset, String message) {
        super(message + " at byte " + offset);
        this.reason = reason;
        this.offset = offset;
    }

    /** What is wrong. */
    public Reason reason() {
        return reason;
    }

    /** Byte offset, in the bytes given to the decoder, of the field that is wrong. */
    public int offset() {
        return offset;
    }
}
