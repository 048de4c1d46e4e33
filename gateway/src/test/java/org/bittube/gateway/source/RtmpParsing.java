package org.bittube.gateway.source;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bittube.gateway.flv.FlvReader;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.rtmp.chunk.ChunkReader;
import org.bittube.gateway.rtmp.chunk.ChunkWriter;
import org.bittube.gateway.rtmp.chunk.RtmpMessage;
import org.bittube.gateway.rtmp.command.Control;
import org.bittube.gateway.rtmp.command.MediaTags;

/**
 * A program for {@code bench/sources/parsing}: reads what an encoder sends over RTMP, from bytes of the network to repaired tags, over and over, and tells
 * what that cost.
 *
 * <p>Arguments: an FLV file, minutes of stream to read, the encoder's chunk size. Prints the processor time of the whole process, Java's start and its
 * compiler included, as a share of the time that the stream lasts; then the same without the first tenth.
 */
public final class RtmpParsing {
    /** What one read of a socket brings. */
    private static final int READ_BYTES = 16 << 10;

    private final List<Buffer> reads;
    private final long streamMillis;
    private long tags;

    private RtmpParsing(List<Buffer> reads, long streamMillis) {
        this.reads = reads;
        this.streamMillis = streamMillis;
    }

    /** See above. */
    public static void main(String[] arguments) throws IOException {
        RtmpParsing parsing = of(Path.of(arguments[0]), Integer.parseInt(arguments[2]));
        long passes =
                Math.max(10, Duration.ofMinutes(Long.parseLong(arguments[1])).toMillis() / parsing.streamMillis);
        for (long pass = 0; pass < passes / 10; pass++) {
            parsing.pass();
        }
        Duration warm = processorTime();
        for (long pass = passes / 10; pass < passes; pass++) {
            parsing.pass();
        }
        Duration end = processorTime();
        double seconds = passes * parsing.streamMillis / 1_000.0;
        System.out.printf(
                Locale.ROOT,
                "{\"streamSeconds\": %.0f, \"tags\": %d, \"share\": %.6f, \"warmShare\": %.6f}%n",
                seconds,
                parsing.tags,
                seconds(end) / seconds,
                seconds(end.minus(warm)) / (seconds * (passes - passes / 10) / passes));
    }

    private static RtmpParsing of(Path file, int chunkSize) throws IOException {
        List<FlvTag> tags = new ArrayList<>();
        new FlvReader().accept(Buffer.buffer(Files.readAllBytes(file)), tags::add);
        ChunkWriter writer = new ChunkWriter();
        Buffer bytes = Buffer.buffer().appendBuffer(writer.encode(Control.chunkSize(chunkSize)));
        for (FlvTag tag : tags) {
            bytes.appendBuffer(writer.encode(MediaTags.message(tag, 1)));
        }
        List<Buffer> reads = new ArrayList<>();
        for (int at = 0; at < bytes.length(); at += READ_BYTES) {
            reads.add(bytes.getBuffer(at, Math.min(bytes.length(), at + READ_BYTES)));
        }
        return new RtmpParsing(reads, tags.get(tags.size() - 1).timestampMillis());
    }

    /** One connection of an encoder, from its first byte to its last. */
    private void pass() {
        SourceOutput output = new SourceOutput(new Counter(), new SourceJournal(() -> 0));
        output.newEpoch();
        ChunkReader reader = new ChunkReader(RtmpMessage.MOST_BYTES);
        for (Buffer read : reads) {
            reader.accept(read, message -> MediaTags.read(message, output::tag));
        }
    }

    private static Duration processorTime() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    private final class Counter implements SourceListener {
        @Override
        public void onEpoch() {}

        @Override
        public void onDiscontinuity() {}

        @Override
        public void onTag(FlvTag tag) {
            tags++;
        }
    }
}
