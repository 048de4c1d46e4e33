package org.bittube.gateway.mp4;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.flv.TagType;

/**
 * One sample on its way into FLV.
 *
 * @param millis timestamp of its tag
 * @param endMillis when the sample behind it is decoded
 * @param compositionMillis from then until it is shown
 * @param newDescription whether a decoder that runs needs {@code description} first
 */
record Step(
        Sample sample,
        SampleDescription description,
        boolean newDescription,
        long millis,
        long endMillis,
        int compositionMillis) {

    /** Bytes of its tag, without the sequence header that it may need. */
    long encodedLength() {
        return (long) FlvTag.HEADER_BYTES + description.prefixBytes() + sample.size() + FlvTag.TRAILER_BYTES;
    }

    boolean isKeyframe() {
        return description.type() == TagType.VIDEO && sample.sync();
    }

    /** Its tag, with another timestamp. */
    FlvTag frame(long timestampMillis, Window file) throws IOException {
        byte[] body = new byte[description.prefixBytes() + sample.size()];
        description.prefix(body, sample.sync(), compositionMillis);
        file.copyTo(sample.offset(), body, description.prefixBytes());
        return new FlvTag(description.type(), timestampMillis, Buffer.buffer(body));
    }

    /** The tag of the sequence header. */
    FlvTag sequenceHeader() {
        return new FlvTag(description.type(), millis, description.sequenceHeader());
    }
}
