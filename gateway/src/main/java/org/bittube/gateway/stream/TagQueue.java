package org.bittube.gateway.stream;

import java.util.ArrayDeque;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.flv.TagType;
import org.jspecify.annotations.Nullable;

/**
 * What one slow subscriber has still to send. Bounded by bytes and by media time: past a limit everything that waits is dropped and
 * the queue goes on at the next keyframe, so a viewer sees a jump and never half a picture. Sequence headers among the
 * dropped are kept (the newest of each) and come out before that keyframe. Confined to its event loop.
 */
public final class TagQueue {
    private static final long NOT_BEHIND = -1;

    private final long limitBytes;
    private final long limitMillis;
    private final LongSupplier clockMillis;
    private final ArrayDeque<FlvTag> tags = new ArrayDeque<>();
    private StreamPrelude skipped = StreamPrelude.EMPTY;
    private long bytes;
    private boolean videoSeen;
    private boolean skipping;
    private long behindSinceMillis = NOT_BEHIND;
    private long droppedTags;
    private long droppedBytes;

    /**
     * @param limitBytes the most that waits, counted with tag headers; a single tag may be as large as that
     * @param limitMillis the most that waits, newest minus oldest timestamp
     * @param clockMillis any steady clock
     */
    public TagQueue(long limitBytes, long limitMillis, LongSupplier clockMillis) {
        this.limitBytes = limitBytes;
        this.limitMillis = limitMillis;
        this.clockMillis = clockMillis;
    }

    /** Puts a tag at the end, or drops it. */
    public void offer(FlvTag tag) {
        videoSeen |= tag.type() == TagType.VIDEO;
        if (!skipping && isFull(tag)) {
            dropAll();
        }
        if (skipping) {
            if (!startsHere(tag) || tag.encodedLength() > limitBytes) {
                drop(tag);
                return;
            }
            skipping = false;
            for (FlvTag header : skipped.tags()) {
                add(header.withTimestamp(tag.timestampMillis()));
            }
            skipped = StreamPrelude.EMPTY;
        }
        add(tag);
    }

    /** The oldest tag, or null when nothing waits. Taking the last one means that the subscriber has caught up. */
    public @Nullable FlvTag poll() {
        FlvTag tag = tags.poll();
        if (tag == null) {
            return null;
        }
        bytes -= tag.encodedLength();
        if (tags.isEmpty() && !skipping) {
            behindSinceMillis = NOT_BEHIND;
        }
        return tag;
    }

    /** Empties the queue and forgets the stream: a new epoch begins. What was counted stays counted. */
    public void clear() {
        tags.clear();
        bytes = 0;
        skipped = StreamPrelude.EMPTY;
        skipping = false;
        videoSeen = false;
    }

    public boolean isEmpty() {
        return tags.isEmpty();
    }

    /** Bytes that wait, with tag headers. */
    public long bytes() {
        return bytes;
    }

    /** Media time that waits: newest minus oldest timestamp. */
    public long millis() {
        FlvTag first = tags.peekFirst();
        FlvTag last = tags.peekLast();
        return first == null || last == null ? 0 : Math.max(0, last.timestampMillis() - first.timestampMillis());
    }

    /** When the first drop happened that the subscriber has not caught up from, by the clock; empty when it keeps up. */
    public OptionalLong behindSinceMillis() {
        return behindSinceMillis == NOT_BEHIND ? OptionalLong.empty() : OptionalLong.of(behindSinceMillis);
    }

    public long droppedTags() {
        return droppedTags;
    }

    public long droppedBytes() {
        return droppedBytes;
    }

    private boolean isFull(FlvTag tag) {
        FlvTag first = tags.peekFirst();
        return bytes + tag.encodedLength() > limitBytes
                || (first != null && tag.timestampMillis() - first.timestampMillis() > limitMillis);
    }

    private boolean startsHere(FlvTag tag) {
        return tag.isKeyframe() || (!videoSeen && tag.type() == TagType.AUDIO && !tag.isSequenceHeader());
    }

    private void dropAll() {
        skipping = true;
        if (behindSinceMillis == NOT_BEHIND) {
            behindSinceMillis = clockMillis.getAsLong();
        }
        for (FlvTag tag : tags) {
            drop(tag);
        }
        tags.clear();
        bytes = 0;
    }

    private void drop(FlvTag tag) {
        skipped = skipped.after(tag);
        droppedTags++;
        droppedBytes += tag.encodedLength();
    }

    private void add(FlvTag tag) {
        tags.add(tag);
        bytes += tag.encodedLength();
    }
}
