package org.bittube.gateway.source;

import io.vertx.core.buffer.Buffer;
import java.util.function.Consumer;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.flv.TagType;
import org.bittube.gateway.flv.VideoHeader;
import org.bittube.gateway.nal.PictureFormat;
import org.bittube.gateway.nal.VideoCodec;

/** Measures a stream whose timestamps are in order, a few seconds at a time. Pure. */
final class StreamMeter {
    private static final long WINDOW_MILLIS = 4_000;
    private static final long NONE = -1;

    private final Consumer<StreamFigures> news;
    private StreamFigures figures = StreamFigures.NONE;
    private long windowStart = NONE;
    private long bytes;
    private long frames;
    private long keyframeAt = NONE;

    /** @param news is told the figures whenever they change */
    StreamMeter(Consumer<StreamFigures> news) {
        this.news = news;
    }

    /** Timestamps begin anew. */
    void reset() {
        windowStart = NONE;
        bytes = 0;
        frames = 0;
        keyframeAt = NONE;
    }

    void tag(FlvTag tag) {
        long now = tag.timestampMillis();
        if (windowStart == NONE) {
            windowStart = now;
        } else if (now - windowStart >= WINDOW_MILLIS) {
            endWindow(now);
        }
        bytes += tag.encodedLength();
        if (tag.type() == TagType.VIDEO) {
            video(tag);
        }
    }

    private void video(FlvTag tag) {
        VideoHeader header = VideoHeader.parse(tag.body());
        if (header.isSequenceHeader()) {
            size(header, tag.body());
            return;
        }
        frames++;
        if (header.isKeyframe()) {
            long distance = keyframeAt == NONE ? 0 : tag.timestampMillis() - keyframeAt;
            keyframeAt = tag.timestampMillis();
            if (distance > 0 && distance != figures.keyframeMillis()) {
                tell(new StreamFigures(
                        figures.width(),
                        figures.height(),
                        figures.framesPerSecond(),
                        figures.bitsPerSecond(),
                        distance));
            }
        }
    }

    private void size(VideoHeader header, Buffer body) {
        VideoCodec codec =
                switch (header.codec()) {
                    case "H.264" -> VideoCodec.AVC;
                    case "H.265" -> VideoCodec.HEVC;
                    default -> null;
                };
        PictureFormat format = codec == null ? null : codec.format(body.getBytes(header.dataOffset(), body.length()));
        tell(new StreamFigures(
                format == null ? 0 : format.width(),
                format == null ? 0 : format.height(),
                figures.framesPerSecond(),
                figures.bitsPerSecond(),
                figures.keyframeMillis()));
    }

    private void endWindow(long now) {
        double seconds = (now - windowStart) / 1_000.0;
        tell(new StreamFigures(
                figures.width(),
                figures.height(),
                Math.round(frames / seconds * 100) / 100.0,
                Math.round(bytes * 8 / seconds),
                figures.keyframeMillis()));
        windowStart = now;
        bytes = 0;
        frames = 0;
    }

    private void tell(StreamFigures next) {
        figures = next;
        news.accept(next);
    }
}
