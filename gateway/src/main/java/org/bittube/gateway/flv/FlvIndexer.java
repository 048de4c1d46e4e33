package org.bittube.gateway.flv;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes the index of an FLV file while its tags go by; the file may be of any length, and may still grow. Pure; not safe for two threads at
 * a time.
 *
 * <p>Memory: at most {@value #MAX_KEYFRAMES} keyframes (16 bytes each; past that every second one goes) and a prelude.
 */
public final class FlvIndexer {
    /** At one keyframe a second, three days. */
    static final int MAX_KEYFRAMES = 1 << 18;

    /** In a file without video, sounds that are so far apart count as keyframes. */
    private static final long SOUND_STEP_MILLIS = 1_000;

    private final KeyframeMarks keyframes;
    private final TrackSpan video = new TrackSpan();
    private final TrackSpan audio = new TrackSpan();
    /** By track type, then number; the newest before the first frame. */
    private final Map<Integer, FlvTag> headers = new TreeMap<>();

    private long soundMarkMillis = Long.MIN_VALUE;
    private long validBytes = FlvWriter.FILE_HEADER_BYTES;
    private int headerBytes;

    public FlvIndexer() {
        this(MAX_KEYFRAMES);
    }

    FlvIndexer(int mostKeyframes) {
        keyframes = new KeyframeMarks(mostKeyframes);
    }

    /**
     * Takes the next tag of the file.
     *
     * @param offset of the tag's first byte, behind the tag before: {@link FlvReader#tagOffset()}
     */
    public void accept(FlvTag tag, long offset) {
        if (offset < validBytes) {
            throw new IllegalArgumentException("tag at " + offset + " overlaps one that ends at " + validBytes);
        }
        switch (tag.type()) {
            case VIDEO -> video(tag, offset);
            case AUDIO -> audio(tag, offset);
            case SCRIPT -> {}
        }
        validBytes = offset + tag.encodedLength();
    }

    /** The index of what has gone by, a snapshot. */
    public FlvIndex index() {
        return new FlvIndex(
                durationMillis(), keyframes.all(), prelude().getBytes(), video.seen(), audio.seen(), validBytes);
    }

    /** The later part of the list in the {@link #index()}: keyframes at a time after this one. */
    public List<FlvIndex.Keyframe> keyframesAfter(long timeMillis) {
        return keyframes.after(timeMillis);
    }

    /** Whether there is a place to start at. */
    public boolean hasKeyframe() {
        return !keyframes.isEmpty();
    }

    /** To be called behind the last tag, where the index is kept for longer: no more than so many keyframes stay, evenly taken. */
    public void thin(int mostKeyframes) {
        keyframes.thin(mostKeyframes);
    }

    /** As in the {@link #index()}. */
    public long durationMillis() {
        if (!video.seen() && !audio.seen()) {
            return 0;
        }
        return Math.max(video.endMillis(), audio.endMillis()) - Math.min(video.firstMillis(), audio.firstMillis());
    }

    /** As in the {@link #index()}. */
    public Buffer prelude() {
        Buffer prelude = FlvWriter.header(audio.seen(), video.seen());
        headers.values().forEach(header -> FlvWriter.append(header, prelude));
        return prelude;
    }

    private void video(FlvTag tag, long offset) {
        VideoHeader header = VideoHeader.parse(tag.body());
        if (header.isSequenceHeader()) {
            keepHeader(video, tag, header.trackId());
        } else if (header.kind() == BodyKind.FRAMES) {
            if (!video.seen()) {
                // Until now this looked like a file of sound only.
                keyframes.clear();
            }
            video.add(tag.timestampMillis());
            if (header.isKeyframe() && header.trackId() == 0) {
                keyframes.add(tag.timestampMillis(), offset);
            }
        }
    }

    private void audio(FlvTag tag, long offset) {
        AudioHeader header = AudioHeader.parse(tag.body());
        if (header.isSequenceHeader()) {
            keepHeader(audio, tag, header.trackId());
        } else if (header.kind() == BodyKind.FRAMES) {
            audio.add(tag.timestampMillis());
            if (!video.seen()
                    && (soundMarkMillis == Long.MIN_VALUE
                            || tag.timestampMillis() - soundMarkMillis >= SOUND_STEP_MILLIS)) {
                soundMarkMillis = tag.timestampMillis();
                keyframes.add(tag.timestampMillis(), offset);
            }
        }
    }

    private void keepHeader(TrackSpan track, FlvTag tag, int trackId) {
        int key = tag.type() == TagType.VIDEO ? trackId : 256 + trackId;
        FlvTag old = headers.get(key);
        int bytes = headerBytes + tag.encodedLength() - (old == null ? 0 : old.encodedLength());
        if (!track.seen() && FlvWriter.FILE_HEADER_BYTES + bytes <= FlvIndex.MAX_PRELUDE_BYTES) {
            headers.put(key, tag.withTimestamp(0));
            headerBytes = bytes;
        }
    }

    /** From when to when the frames of video, or of sound, go. */
    private static final class TrackSpan {
        private long firstMillis = Long.MAX_VALUE;
        private long lastMillis = Long.MIN_VALUE;
        /** The last frame is taken to be as long as the one before it. */
        private long lastStepMillis;

        boolean seen() {
            return firstMillis != Long.MAX_VALUE;
        }

        void add(long millis) {
            firstMillis = Math.min(firstMillis, millis);
            if (millis > lastMillis) {
                lastStepMillis = lastMillis == Long.MIN_VALUE ? 0 : Math.min(millis - lastMillis, SOUND_STEP_MILLIS);
                lastMillis = millis;
            }
        }

        long firstMillis() {
            return firstMillis;
        }

        long endMillis() {
            return seen() ? lastMillis + lastStepMillis : Long.MIN_VALUE;
        }
    }
}
