package org.bittube.gateway.source;

import org.bittube.gateway.flv.FlvTag;

/** What a publisher holds as long as the channel is his. Confined to the event loop of the channel. */
public final class Publication {
    private final PublishSource source;
    private final Publisher publisher;
    private final SourceOutput out;
    private boolean over;
    private boolean tagSeen;
    private long lastHeardMillis;

    Publication(PublishSource source, Publisher publisher, SourceOutput out, long nowMillis) {
        this.source = source;
        this.publisher = publisher;
        this.out = out;
        this.lastHeardMillis = nowMillis;
    }

    /** So many bytes came from the publisher, of whatever kind. */
    public void bytes(int count) {
        if (!over) {
            lastHeardMillis = source.heard(count);
        }
    }

    /** The next tag as it came, with the timestamp that it came with; nothing when the publication is over. */
    public void tag(FlvTag tag) {
        if (over) {
            return;
        }
        if (!tagSeen) {
            tagSeen = true;
            source.running();
        }
        out.tag(tag);
    }

    /** Whether so much waits for its time that no more should be read for now; {@link Publisher#onRoom} tells when that is over. */
    public boolean isFull() {
        return !over && source.isFull();
    }

    /**
     * The publisher is gone. May be called twice.
     *
     * @param reason for the operator
     */
    public void end(String reason) {
        if (!over) {
            over = true;
            source.left(this, reason);
        }
    }

    long lastHeardMillis() {
        return lastHeardMillis;
    }

    void onRoom() {
        if (!over) {
            publisher.onRoom();
        }
    }

    /** Ends it from this side. */
    void dismiss(String reason) {
        if (!over) {
            over = true;
            publisher.dismiss(reason);
        }
    }
}
