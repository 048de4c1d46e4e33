package org.bittube.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.bittube.gateway.flv.EnhancedBody;
import org.bittube.gateway.flv.FlvReader;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.flv.Multitrack;
import org.bittube.gateway.flv.TagType;
import org.bittube.gateway.flv.Tags;

/** Sound and pictures of a file, and those that a viewer gets of a channel. */
final class LiveFrames {
    private LiveFrames() {}

    /** Reads so many frames of the live stream, and keeps what came in a file. */
    static List<FlvTag> watch(RunningGateway gateway, String name, int frames, Path file) throws Exception {
        return watch(gateway, name, frames, file, () -> null);
    }

    /** The same; does something when the viewer is there. */
    static List<FlvTag> watch(RunningGateway gateway, String name, int frames, Path file, Callable<?> whenThere)
            throws Exception {
        FlvReader reader = new FlvReader();
        List<FlvTag> tags = new ArrayList<>();
        Buffer all = Buffer.buffer();
        try (InputStream body = gateway.open("/live/" + name + ".flv")) {
            whenThere.call();
            byte[] room = new byte[1 << 16];
            while (tags.size() < frames) {
                int count = body.read(room);
                assertThat(count).isPositive();
                all.appendBytes(room, 0, count);
                reader.accept(Buffer.buffer().appendBytes(room, 0, count), tag -> addFrame(tag, tags));
            }
        }
        Files.write(file, all.getBytes());
        return tags;
    }

    static List<FlvTag> of(byte[] file) {
        List<FlvTag> tags = new ArrayList<>();
        new FlvReader().accept(Buffer.buffer(file), tag -> addFrame(tag, tags));
        return tags;
    }

    static List<Buffer> bodies(List<FlvTag> tags) {
        return tags.stream().map(FlvTag::body).toList();
    }

    /** What a viewer gets of it who comes at the first keyframe: frames of the one track that has no number. */
    static List<FlvTag> ofOneTrack(List<FlvTag> file) {
        List<FlvTag> frames = new ArrayList<>();
        file.forEach(tag -> addFrame(tag, frames));
        return frames.stream()
                .filter(tag -> !EnhancedBody.isEnhanced(tag.type(), tag.body())
                        || EnhancedBody.parse(tag.type(), tag.body()).layout() == Multitrack.NONE)
                .toList();
    }

    /** From the first keyframe on: a viewer who comes later gets nothing of what was before. */
    private static void addFrame(FlvTag tag, List<FlvTag> frames) {
        if (frames.isEmpty() && !tag.isKeyframe()) {
            return;
        }
        if (tag.type() != TagType.SCRIPT && !tag.isSequenceHeader() && !Tags.endsSequence(tag)) {
            frames.add(tag);
        }
    }
}
