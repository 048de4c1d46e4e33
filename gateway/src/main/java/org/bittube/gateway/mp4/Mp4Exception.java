package org.bittube.gateway.mp4;

/** A file that cannot be turned into FLV. The message is one line for a person and fits behind "The file". */
public final class Mp4Exception extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What kind of obstacle it is. */
    public enum Reason {
        /** Well-formed as far as it was read, but with something that is not taken: another codec, encryption, a picture on its side. */
        UNSUPPORTED,
        /** Not MP4 at all, cut off, or contradicting itself. */
        DAMAGED
    }

    private final Reason reason;
    private final long offset;

    private Mp4Exception(Reason reason, String message, long offset) {
        super(message);
        this.reason = reason;
        this.offset = offset;
    }

    static Mp4Exception unsupported(String message, long offset) {
        return new Mp4Exception(Reason.UNSUPPORTED, message, offset);
    }

    static Mp4Exception damaged(String message, long offset) {
        return new Mp4Exception(Reason.DAMAGED, message, offset);
    }

    public Reason reason() {
        return reason;
    }

    /** Where in the file, in bytes from its beginning. */
    public long offset() {
        return offset;
    }
}
