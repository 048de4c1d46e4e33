package org.bittube.gateway.mp4;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.flv.FlvWriter;

/** Writes tags to a blocking channel, many at a time. */
final class FlvOutput {
    private static final int WRITE_BYTES = 128 << 10;

    private final WritableByteChannel out;
    private Buffer pending;

    FlvOutput(WritableByteChannel out, boolean audio, boolean video) {
        this.out = out;
        this.pending = FlvWriter.header(audio, video);
    }

    void write(FlvTag tag) throws IOException {
        FlvWriter.append(tag, pending);
        if (pending.length() >= WRITE_BYTES) {
            flush();
        }
    }

    /** Everything that was written is in the channel afterwards. */
    void flush() throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(pending.getBytes());
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
        pending = Buffer.buffer();
    }
}
