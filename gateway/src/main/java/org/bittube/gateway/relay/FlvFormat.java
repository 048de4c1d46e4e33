package org.bittube.gateway.relay;

import io.vertx.core.buffer.Buffer;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.flv.FlvWriter;
import org.bittube.gateway.stream.StreamPrelude;

/** As an FLV file without end. */
final class FlvFormat implements TagFormat {
    @Override
    public Buffer beginning(StreamPrelude prelude) {
        return FlvWriter.header(prelude.audio() != null, prelude.video() != null);
    }

    @Override
    public void append(FlvTag tag, Buffer out) {
        FlvWriter.append(tag, out);
    }
}
