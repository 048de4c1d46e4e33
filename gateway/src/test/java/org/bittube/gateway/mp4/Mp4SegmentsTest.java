package org.bittube.gateway.mp4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bittube.gateway.flv.FlvReader;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.flv.TagType;
import org.junit.jupiter.api.Test;

class Mp4SegmentsTest {
    private static final int MOOF = 0x6D6F6F66;

    /** A fragmented file, cut before each fragment: the first piece is what stands before them. */
    private final List<Buffer> pieces = pieces(Mp4Files.bytes("fragmented.mp4"));

    @Test
    void segmentsBecomeWhatTheWholeFileBecomes() {
        List<FlvTag> tags = accept(pieces.subList(1, pieces.size()));
        List<FlvTag> whole = new ArrayList<>();
        new FlvReader().accept(Mp4Files.remux(Mp4Files.bytes("fragmented.mp4")), whole::add);
        for (TagType type : List.of(TagType.VIDEO, TagType.AUDIO)) {
            assertThat(of(type, tags)).extracting(FlvTag::body).isEqualTo(bodies(of(type, whole)));
            assertThat(of(type, tags)).extracting(FlvTag::timestampMillis).isSorted();
        }
        assertThat(tags.subList(0, 2)).allMatch(FlvTag::isSequenceHeader);
        assertThat(tags).filteredOn(FlvTag::isSequenceHeader).hasSize(2);
        assertThat(tags.get(0).timestampMillis()).isZero();
    }

    @Test
    void segmentThatIsCutOffIsRefusedAndTheNextOneGoesOn() {
        Mp4Segments segments = new Mp4Segments(pieces.get(0));
        List<FlvTag> tags = new ArrayList<>();
        Buffer first = pieces.get(1);
        assertThatThrownBy(() -> segments.accept(first.slice(0, first.length() - 9), tags::add))
                .isInstanceOf(Mp4Exception.class);
        segments.accept(pieces.get(2), tags::add);
        assertThat(tags).filteredOn(FlvTag::isKeyframe).isNotEmpty();
    }

    @Test
    void whatIsNoInitializationIsRefused() {
        assertThatThrownBy(() -> new Mp4Segments(Buffer.buffer("<html></html>")))
                .isInstanceOf(Mp4Exception.class)
                .hasMessageContaining("is no MP4");
        assertThatThrownBy(() -> new Mp4Segments(pieces.get(1))).isInstanceOf(Mp4Exception.class);
    }

    private List<FlvTag> accept(List<Buffer> parts) {
        Mp4Segments segments = new Mp4Segments(pieces.get(0));
        List<FlvTag> tags = new ArrayList<>();
        parts.forEach(part -> segments.accept(part, tags::add));
        return tags;
    }

    private static List<FlvTag> of(TagType type, List<FlvTag> tags) {
        return tags.stream().filter(tag -> tag.type() == type).toList();
    }

    private static List<Buffer> bodies(List<FlvTag> tags) {
        return tags.stream().map(FlvTag::body).toList();
    }

    private static List<Buffer> pieces(byte[] file) {
        List<Buffer> pieces = new ArrayList<>();
        ByteBuffer bytes = ByteBuffer.wrap(file);
        int from = 0;
        for (int at = 0; at < file.length; at += bytes.getInt(at)) {
            if (bytes.getInt(at + 4) == MOOF) {
                pieces.add(Buffer.buffer().appendBytes(file, from, at - from));
                from = at;
            }
        }
        pieces.add(Buffer.buffer().appendBytes(file, from, file.length - from));
        return pieces;
    }
}
