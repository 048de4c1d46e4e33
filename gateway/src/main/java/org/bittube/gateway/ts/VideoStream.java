package org.bittube.gateway.ts;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.flv.TagType;
import org.bittube.gateway.nal.AnnexB;
import org.bittube.gateway.nal.VideoCodec;
import org.bittube.gateway.nal.VideoCodec.Unit;
import org.jspecify.annotations.Nullable;

/**
 * H.264 or H.265 in Annex B: access units become tags, lengths take the place of start codes, parameter sets become sequence headers whenever they
 * change at a keyframe. Before the first of these nothing comes out. Memory: one access unit.
 */
final class VideoStream implements ElementaryStream {
    private static final int MOST_BYTES = FlvTag.MAX_BODY_BYTES - 1_024;
    private static final long USUAL_STEP_TICKS = 3_600;
    private static final int MOST_SETS = 64;
    private static final int START_CODE_BYTES = 4;
    private static final int MOST_COMPOSITION_MILLIS = 0x7FFFFF;

    private final VideoCodec codec;
    private final PictureTags tags;
    private final WideClock clock;
    private final Runnable damage;
    private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();
    private boolean delimited;
    private boolean timed;
    private long dts;
    private long composition;
    private long stepTicks = USUAL_STEP_TICKS;
    private List<byte[]> sets = List.of();
    private byte @Nullable [] configuration;

    VideoStream(VideoCodec codec, WideClock clock, Runnable damage, Consumer<FlvTag> tags) {
        this.codec = codec;
        this.tags = new PictureTags(codec == VideoCodec.HEVC, tags);
        this.clock = clock;
        this.damage = damage;
    }

    @Override
    public void pes(byte[] bytes, int from, int to, long pts, long nextDts) {
        int begin = from;
        if (pts != PesReader.NONE) {
            // The time is that of the first picture that begins in the packet; before it may stand the rest of another.
            int first = delimiter(bytes, from, to);
            if (delimited && first > from && first < to) {
                hold(bytes, from, first);
                begin = first;
            }
            flush();
            long wide = clock.widen(nextDts);
            if (timed && wide > dts && wide - dts < 10 * USUAL_STEP_TICKS) {
                stepTicks = wide - dts;
            }
            dts = wide;
            composition = WideClock.distance(nextDts, pts);
            timed = true;
        }
        if (!timed) {
            return;
        }
        int at = begin;
        for (int next = delimiter(bytes, at, to); next < to; next = delimiter(bytes, next + START_CODE_BYTES, to)) {
            delimited = true;
            if (waiting.size() > 0 || AnnexB.startCode(bytes, at, next) < next) {
                hold(bytes, at, next);
                flush();
                dts += stepTicks;
                composition = 0;
                at = next;
            }
        }
        hold(bytes, at, to);
    }

    @Override
    public void lose() {
        // What is held came whole; what was being put together is lost already.
        flush();
        timed = false;
    }

    @Override
    public void flush() {
        if (waiting.size() > 0) {
            byte[] unit = waiting.toByteArray();
            waiting.reset();
            picture(unit);
        }
    }

    private void hold(byte[] bytes, int from, int to) {
        if (waiting.size() + to - from > MOST_BYTES) {
            waiting.reset();
            timed = false;
            damage.run();
        } else {
            waiting.write(bytes, from, to - from);
        }
    }

    /** Where the start code of the next access unit delimiter begins, its leading zero included; {@code to} when there is none. */
    private int delimiter(byte[] bytes, int from, int to) {
        int code = AnnexB.startCode(bytes, from, to);
        while (code + 3 < to && codec.classify(bytes, code + 3, to) != Unit.DELIMITER) {
            code = AnnexB.startCode(bytes, code + 3, to);
        }
        if (code + 3 >= to) {
            return to;
        }
        return code > from && bytes[code - 1] == 0 ? code - 1 : code;
    }

    private void picture(byte[] bytes) {
        AccessUnit unit = new AccessUnit();
        AnnexB.forEach(bytes, 0, bytes.length, unit);
        if (!unit.sets.isEmpty()) {
            sets = unit.sets;
        }
        long millis = WideClock.millis(dts);
        boolean described = false;
        if (unit.isKeyframe()) {
            byte[] next = codec.configuration(sets);
            described = next != null;
            if (next != null && !Arrays.equals(next, configuration)) {
                configuration = next;
                tags.header(millis, next);
            }
        }
        if (configuration == null || !unit.hasPicture) {
            return;
        }
        long wait = WideClock.millis(dts + composition) - millis;
        tags.picture(
                millis,
                Math.abs(wait) > MOST_COMPOSITION_MILLIS ? 0 : (int) wait,
                unit.isKeyframe(),
                described ? unit.withoutSets : unit.all);
    }

    /** Sorts the units of one picture. */
    private final class AccessUnit implements AnnexB.UnitSink {
        private final List<byte[]> sets = new ArrayList<>();
        /** Parameter sets that change between keyframes stay in the picture. */
        private final Buffer all = Buffer.buffer();

        private final Buffer withoutSets = Buffer.buffer();
        private boolean hasPicture;
        private boolean instant;
        private boolean recovery;

        boolean isKeyframe() {
            return instant || (recovery && !sets.isEmpty() && hasPicture);
        }

        @Override
        public void accept(byte[] bytes, int start, int end) {
            Unit kind = codec.classify(bytes, start, end);
            if (kind == Unit.DELIMITER || kind == Unit.FILLER) {
                return;
            }
            if (kind == Unit.PARAMETERS) {
                if (sets.size() < MOST_SETS) {
                    sets.add(Arrays.copyOfRange(bytes, start, end));
                }
            } else {
                hasPicture |= kind == Unit.PICTURE || kind == Unit.KEYFRAME;
                instant |= kind == Unit.KEYFRAME;
                recovery |= kind == Unit.RECOVERY;
                withoutSets.appendInt(end - start).appendBytes(bytes, start, end - start);
            }
            all.appendInt(end - start).appendBytes(bytes, start, end - start);
        }
    }

    /** The two forms that pictures have in FLV: the legacy one for H.264, Enhanced RTMP for H.265. */
    private record PictureTags(boolean enhanced, Consumer<FlvTag> tags) {
        private static final String FOUR_CC = "hvc1";

        void header(long millis, byte[] configuration) {
            Buffer body = Buffer.buffer(configuration.length + 5);
            if (enhanced) {
                body.appendByte((byte) 0x90).appendString(FOUR_CC);
            } else {
                body.appendByte((byte) 0x17).appendByte((byte) 0).appendMedium(0);
            }
            tags.accept(new FlvTag(TagType.VIDEO, millis, body.appendBytes(configuration)));
        }

        void picture(long millis, int compositionMillis, boolean keyframe, Buffer units) {
            Buffer body = Buffer.buffer(units.length() + 8);
            int frame = keyframe ? 0x10 : 0x20;
            if (enhanced) {
                body.appendByte((byte) (0x81 | frame)).appendString(FOUR_CC);
            } else {
                body.appendByte((byte) (0x07 | frame)).appendByte((byte) 1);
            }
            body.appendMedium(compositionMillis).appendBuffer(units);
            tags.accept(new FlvTag(TagType.VIDEO, millis, body));
        }
    }
}
