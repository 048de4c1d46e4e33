package org.bittube.tracker.webtorrent;

import org.jspecify.annotations.Nullable;

/**
 * A message that is none of this dialect. An ordinary outcome: the client is told. It has no stack trace, which would
 * cost more than the message.
 */
final class BadRequest extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable Id20 infoHash;

    /**
     * Says what is wrong.
     *
     * @param reason for a person; printable ASCII
     * @param infoHash what the message was about, where it told so before it went wrong
     */
    BadRequest(String reason, @Nullable Id20 infoHash) {
        super(reason, null, false, false);
        this.infoHash = infoHash;
    }

    BadRequest(String reason) {
        this(reason, null);
    }

    String reason() {
        return String.valueOf(getMessage());
    }

    @Nullable
    Id20 infoHash() {
        return infoHash;
    }
}
