package org.bittube.gateway.relay;

import io.vertx.core.buffer.Buffer;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.stream.StreamPrelude;

/** How tags are written for one viewer. */
public interface TagFormat {
    /** What stands before the first tag; perhaps nothing. */
    Buffer beginning(StreamPrelude prelude);

    void append(FlvTag tag, Buffer out);
}
