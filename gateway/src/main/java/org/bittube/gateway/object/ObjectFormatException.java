package org.bittube.gateway.object;

/** Bytes that are not what docs/protocol.md section 7 wants. An ordinary outcome for bytes from outside. */
public final class ObjectFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What is wrong; the lower-case name is the error's name in the vectors. */
    public enum Reason {
        /** Too short or too long. */
        LENGTH,
        /** Not the descriptor of that id. */
        ID,
        /** Not signed by the key that it names. */
        SIGNATURE,
        /** Of another version of the format. */
        VERSION,
        /** Not canonical, or a field out of its range. */
        FORMAT,
        /** Hashes that do not lead to the root. */
        ROOT
    }

    private final Reason reason;
    private final int offset;

    /**
     * @param reason what is wrong
     * @param offset byte offset, in the bytes given, of what is wrong
     * @param message for an operator
     */
    public ObjectFormatException(Reason reason, int offset, String message) {
        // No stack trace: whoever sends nonsense must not make it expensive.
        super(message + " at byte " + offset, null, false, false);
        this.reason = reason;
        this.offset = offset;
    }

    public Reason reason() {
        return reason;
    }

    /** Byte offset, in the bytes given, of what is wrong. */
    public int offset() {
        return offset;
    }
}
