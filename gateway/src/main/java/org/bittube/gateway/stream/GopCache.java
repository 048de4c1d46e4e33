package org.bittube.gateway.stream;

import java.util.ArrayList;
import java.util.List;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.flv.TagType;

/**
 * The tags from the last keyframe on. A group of pictures that grows past the limit is dropped whole: late joiners then wait
 * for the next keyframe, for half a group would show them nothing but a mosaic. In a stream without video every tag of
 * sound is a place to start at, so nothing but the last one is kept. Confined to its event loop.
 */
final class GopCache {
    private final long limitBytes;
    private final List<FlvTag> tags = new ArrayList<>();
    private long bytes;
    private boolean videoSeen;
    private boolean open;

    GopCache(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    void clear() {
        forget();
        videoSeen = false;
    }

    /** Waits for the next keyframe; what is known about the stream's tracks stays. */
    void forget() {
        tags.clear();
        bytes = 0;
        open = false;
    }

    void add(FlvTag tag) {
        videoSeen |= tag.type() == TagType.VIDEO;
        boolean startsHere = tag.isKeyframe() || (!videoSeen && tag.type() == TagType.AUDIO && !tag.isSequenceHeader());
        if (startsHere) {
            forget();
            open = true;
        }
        if (!open) {
            return;
        }
        if (bytes + tag.encodedLength() > limitBytes) {
            forget();
            return;
        }
        tags.add(tag);
        bytes += tag.encodedLength();
    }

    List<FlvTag> tags() {
        return List.copyOf(tags);
    }

    long bytes() {
        return bytes;
    }
}
