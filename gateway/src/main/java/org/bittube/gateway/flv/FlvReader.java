package org.bittube.gateway.flv;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Push reader of FLV (FLV 10.1, annex E). Give it the input in chunks of any size; it hands out each tag when the last byte of its
 * PreviousTagSize is there.
 *
 * <p>Damage does not end it. A tag is believed when its PreviousTagSize is size + 11, size + 10 or size, or else when a sound tag
 * header follows. Otherwise the reader goes on one byte behind the tag's beginning and takes the first place where a sound header
 * and its PreviousTagSize fit together; that is one {@linkplain #resyncs() resync}. Another file header in the middle is
 * accepted. Tags of unknown types, and encrypted ones, are skipped.
 *
 * <p>Memory: never more than one tag of {@code maxBodyBytes}, a small look-ahead and the chunk given; a declared length is checked
 * before anything is kept for it. An input that does not begin with an FLV header is refused for good.
 */
public final class FlvReader {
    /** The whole range of a 24-bit length. */
    public static final int DEFAULT_MAX_BODY_BYTES = FlvTag.MAX_BODY_BYTES;

    private static final int FILE_HEADER_BYTES = 9;
    private static final int MAX_DATA_OFFSET = 1024;
    private static final int DESCRIBED_BYTES = 64;
    private static final int MAX_CANDIDATES = 32;
    private static final long SIGNATURE = 0x464C56;

    private enum State {
        FILE_HEADER,
        TAG,
        LOST
    }

    private final int maxBodyBytes;
    private final ByteWindow window = new ByteWindow();
    /** While lost: places, as offsets in the whole input, that look like a tag whose end has not arrived. */
    private final ArrayDeque<Long> candidates = new ArrayDeque<>();

    private State state = State.FILE_HEADER;
    private boolean headerSeen;
    private long scanOffset;
    private long resyncs;
    private long skippedBytes;
    private long skippedTags;
    private long tagOffset;
    private @Nullable FlvException failure;

    public FlvReader() {
        this(DEFAULT_MAX_BODY_BYTES);
    }

    /**
     * Reads from the beginning of an input.
     *
     * @param maxBodyBytes a tag that claims more is damage
     */
    public FlvReader(int maxBodyBytes) {
        if (maxBodyBytes < 1 || maxBodyBytes > FlvTag.MAX_BODY_BYTES) {
            throw new IllegalArgumentException("maxBodyBytes: " + maxBodyBytes);
        }
        this.maxBodyBytes = maxBodyBytes;
    }

    /**
     * Takes the next bytes of the input; they are copied.
     *
     * @throws FlvException when the input is no FLV, now and at every later call
     */
    public void accept(Buffer chunk, Consumer<FlvTag> tags) {
        if (failure != null) {
            throw failure;
        }
        window.append(chunk);
        boolean more = true;
        while (more) {
            more = switch (state) {
                case FILE_HEADER -> readFileHeader();
                case TAG -> readTag(tags);
                case LOST -> findTag();
            };
        }
    }

    /** Whether the input began with a file header; an input that ends without was none. */
    public boolean headerSeen() {
        return headerSeen;
    }

    /** How often the reader had to look for the next plausible tag. */
    public long resyncs() {
        return resyncs;
    }

    /** Bytes that were passed over while it looked. */
    public long skippedBytes() {
        return skippedBytes;
    }

    /** Whole tags passed over because their type is unknown or they are encrypted. */
    public long skippedTags() {
        return skippedTags;
    }

    /** Where the tag that was handed out last begins in the input. */
    public long tagOffset() {
        return tagOffset;
    }

    private boolean readFileHeader() {
        if (window.length() < FILE_HEADER_BYTES) {
            return false;
        }
        long dataOffset = window.u32(5);
        if (window.u24(0) != SIGNATURE || dataOffset < FILE_HEADER_BYTES || dataOffset > MAX_DATA_OFFSET) {
            if (headerSeen) {
                return lose();
            }
            failure = new FlvException(
                    FirstBytes.describe(window.copy(0, Math.min(window.length(), DESCRIBED_BYTES))), window.offset());
            throw failure;
        }
        int whole = (int) dataOffset + FlvTag.TRAILER_BYTES;
        if (window.length() < whole) {
            return false;
        }
        window.drop(whole);
        headerSeen = true;
        state = State.TAG;
        return true;
    }

    private boolean readTag(Consumer<FlvTag> tags) {
        if (window.length() < FlvTag.HEADER_BYTES) {
            return false;
        }
        if (isFileHeader(0)) {
            state = State.FILE_HEADER;
            return true;
        }
        if (!mayBeTag(0)) {
            return lose();
        }
        int size = window.u24(1);
        int whole = FlvTag.HEADER_BYTES + size + FlvTag.TRAILER_BYTES;
        if (window.length() < whole) {
            return false;
        }
        if (!trailerFits(0)) {
            if (window.length() < whole + FlvTag.HEADER_BYTES) {
                return false;
            }
            if (!isSound(whole) && !isFileHeader(whole)) {
                return lose();
            }
        }
        TagType type = TagType.ofCode(window.u8(0));
        if (type == null) {
            skippedTags++;
            window.drop(whole);
            return true;
        }
        long timestamp = (long) window.u8(7) << 24 | window.u24(4);
        FlvTag tag = new FlvTag(type, timestamp, window.copy(FlvTag.HEADER_BYTES, FlvTag.HEADER_BYTES + size));
        tagOffset = window.offset();
        window.drop(whole);
        tags.accept(tag);
        return true;
    }

    private boolean lose() {
        state = State.LOST;
        resyncs++;
        scanOffset = window.offset() + 1;
        candidates.clear();
        return true;
    }

    /** Looks on, and answers whether a place to go on was found. The cost is in the bytes passed over, each looked at once. */
    private boolean findTag() {
        for (Iterator<Long> waiting = candidates.iterator(); waiting.hasNext(); ) {
            int at = index(waiting.next());
            if (isWhole(at)) {
                if (trailerFits(at)) {
                    return resumeAt(at);
                }
                waiting.remove();
            }
        }
        for (int at = index(scanOffset); window.length() - at >= FlvTag.HEADER_BYTES; at = index(++scanOffset)) {
            if (isFileHeader(at) || (isSound(at) && isWhole(at) && trailerFits(at))) {
                return resumeAt(at);
            }
            if (isSound(at) && !isWhole(at)) {
                if (candidates.size() == MAX_CANDIDATES) {
                    candidates.remove();
                }
                candidates.add(scanOffset);
            }
        }
        Long first = candidates.peek();
        skip(index(first == null ? scanOffset : first));
        return false;
    }

    private boolean resumeAt(int at) {
        skip(at);
        candidates.clear();
        state = State.TAG;
        return true;
    }

    private void skip(int count) {
        int held = Math.min(count, window.length());
        skippedBytes += held;
        window.drop(held);
    }

    private int index(long inputOffset) {
        return (int) (inputOffset - window.offset());
    }

    private boolean isFileHeader(int at) {
        return window.u24(at) == SIGNATURE && window.u8(at + 3) == 1 && window.u32(at + 5) == FILE_HEADER_BYTES;
    }

    /** Where a tag is expected: any type, if only the stream id is 0, which it always is; a known type with any stream id. */
    private boolean mayBeTag(int at) {
        boolean known = TagType.ofCode(window.u8(at)) != null;
        return (known || window.u24(at + 8) == 0) && window.u24(at + 1) <= maxBodyBytes;
    }

    /** A header that is right in each field; in other places than the beginning of a tag there is hardly one by chance. */
    private boolean isSound(int at) {
        int size = window.u24(at + 1);
        return TagType.ofCode(window.u8(at)) != null && window.u24(at + 8) == 0 && size > 0 && size <= maxBodyBytes;
    }

    private boolean isWhole(int at) {
        return window.length() - at >= FlvTag.HEADER_BYTES + window.u24(at + 1) + FlvTag.TRAILER_BYTES;
    }

    private boolean trailerFits(int at) {
        int size = window.u24(at + 1);
        long trailer = window.u32(at + FlvTag.HEADER_BYTES + size);
        return trailer == size + 11L || trailer == size + 10L || (trailer == size && size > 0);
    }
}
