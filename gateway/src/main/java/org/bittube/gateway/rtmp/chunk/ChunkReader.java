package org.bittube.gateway.rtmp.chunk;

import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.bittube.gateway.flv.ByteWindow;
import org.jspecify.annotations.Nullable;

/**
 * Push reader of chunks (RTMP 1.0 section 5.3). Give it the input behind the handshake in pieces of any size; it hands out each message
 * when its last byte is there, those that set the chunk size or abort a message included: their effect is its own matter.
 *
 * <p>Lenient where encoders are careless: a chunk of format 3 may leave out the extended timestamp, a chunk stream may begin with
 * format 1, and a new header in the middle of a message drops what there was of that message.
 *
 * <p>Memory: all messages under way together never claim more than a limit, checked before anything is kept for them; beside them
 * the chunk given. After malformed input it stays refused.
 */
public final class ChunkReader {
    /** Before anybody says otherwise (RTMP 1.0 section 5.4.1). */
    public static final int FIRST_CHUNK_SIZE = 128;

    /** Encoders use four or five. */
    static final int MOST_CHUNK_STREAMS = 64;

    private static final int EXTENDED_BYTES = 4;

    private final ByteWindow window = new ByteWindow();
    private final Map<Integer, ChunkStream> streams = new HashMap<>();
    private int mostBytes;
    private int chunkSize = FIRST_CHUNK_SIZE;
    private int claimedBytes;
    private @Nullable ChunkStream current;
    private int leftInChunk;
    private @Nullable RtmpException failure;

    /** @param mostBytes see {@link #setMostBytes} */
    public ChunkReader(int mostBytes) {
        setMostBytes(mostBytes);
    }

    /** From now on messages under way may claim so much together, 1 … {@value RtmpMessage#MOST_BYTES}. */
    public void setMostBytes(int most) {
        if (most < 1 || most > RtmpMessage.MOST_BYTES) {
            throw new IllegalArgumentException("most bytes: " + most);
        }
        mostBytes = most;
    }

    /** How large the chunks of the other side are now, without their headers. */
    public int chunkSize() {
        return chunkSize;
    }

    /**
     * Takes the next bytes; they are copied.
     *
     * @throws RtmpException when they are no chunks or ask for too much, now and at every later call
     */
    public void accept(Buffer bytes, Consumer<RtmpMessage> messages) {
        if (failure != null) {
            throw failure;
        }
        try {
            window.append(bytes);
            boolean more = true;
            while (more) {
                more = current == null ? readHeader(messages) : readBody(messages);
            }
        } catch (RtmpException e) {
            failure = e;
            throw e;
        }
    }

    private boolean readHeader(Consumer<RtmpMessage> messages) {
        ChunkHeader header = ChunkHeader.read(window);
        if (header == null) {
            return false;
        }
        ChunkStream stream = streams.get(header.chunkStream());
        if (header.format() == 3 && stream != null) {
            return repeatHeader(header, stream, messages);
        }
        boolean extended = header.format() < 3 && header.time() == ChunkHeader.EXTENDED;
        int whole = header.encodedLength() + (extended ? EXTENDED_BYTES : 0);
        if (window.length() < whole) {
            return false;
        }
        long time = extended ? window.u32(header.encodedLength()) : header.time();
        window.drop(whole);
        begin(stream == null ? open(header.chunkStream()) : stream, header, time, messages);
        return true;
    }

    /** Format 3 goes on with a message, or begins one that has the header of the last. */
    private boolean repeatHeader(ChunkHeader header, ChunkStream stream, Consumer<RtmpMessage> messages) {
        int whole = header.encodedLength();
        if (stream.extended()) {
            int there = Math.min(EXTENDED_BYTES, window.length() - whole);
            boolean repeated = repeats(stream.extendedValue(), whole, there);
            if (repeated && there < EXTENDED_BYTES) {
                return false;
            }
            // What differs is not the extended timestamp but already the message: some encoders leave it out here.
            whole += repeated ? EXTENDED_BYTES : 0;
        }
        window.drop(whole);
        if (stream.underWay()) {
            enterChunk(stream);
        } else {
            begin(stream, header, 0, messages);
        }
        return true;
    }

    private boolean repeats(long value, int at, int count) {
        for (int i = 0; i < count; i++) {
            if (window.u8(at + i) != (value >>> (8 * (3 - i)) & 0xFF)) {
                return false;
            }
        }
        return true;
    }

    private ChunkStream open(int number) {
        if (streams.size() == MOST_CHUNK_STREAMS) {
            throw new RtmpException("More than " + MOST_CHUNK_STREAMS + " chunk streams were opened.");
        }
        ChunkStream stream = new ChunkStream(number);
        streams.put(number, stream);
        return stream;
    }

    private void begin(ChunkStream stream, ChunkHeader header, long time, Consumer<RtmpMessage> messages) {
        claimedBytes -= stream.drop();
        stream.apply(header, time);
        if (stream.bodyLength() > mostBytes - claimedBytes) {
            throw new RtmpException("A message claims " + stream.bodyLength() + " bytes, more than there is room for.");
        }
        claimedBytes += stream.bodyLength();
        stream.begin();
        if (stream.bodyLength() == 0) {
            finish(stream, messages);
        } else {
            enterChunk(stream);
        }
    }

    private void enterChunk(ChunkStream stream) {
        current = stream;
        leftInChunk = Math.min(chunkSize, stream.missing());
    }

    private boolean readBody(Consumer<RtmpMessage> messages) {
        ChunkStream stream = current;
        int count = Math.min(leftInChunk, window.length());
        if (stream == null || count == 0) {
            return false;
        }
        window.copy(0, count, stream.room(), stream.filled());
        window.drop(count);
        stream.grew(count);
        leftInChunk -= count;
        if (leftInChunk == 0) {
            current = null;
            if (stream.missing() == 0) {
                finish(stream, messages);
            }
        }
        return true;
    }

    private void finish(ChunkStream stream, Consumer<RtmpMessage> messages) {
        claimedBytes -= stream.bodyLength();
        RtmpMessage message = stream.take();
        if (message.type() == MessageType.SET_CHUNK_SIZE) {
            long size = number(message);
            if (size < 1 || size > Integer.MAX_VALUE) {
                throw new RtmpException("A chunk size of " + size + " was set.");
            }
            chunkSize = (int) size;
        } else if (message.type() == MessageType.ABORT) {
            ChunkStream aborted = streams.get((int) Math.min(number(message), Integer.MAX_VALUE));
            claimedBytes -= aborted == null ? 0 : aborted.drop();
        }
        messages.accept(message);
    }

    private static long number(RtmpMessage message) {
        if (message.body().length() < 4) {
            throw new RtmpException("A control message was cut short.");
        }
        return message.body().getUnsignedInt(0);
    }
}
