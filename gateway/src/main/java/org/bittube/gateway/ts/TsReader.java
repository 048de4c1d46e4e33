package org.bittube.gateway.ts;

import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.bittube.gateway.flv.FlvTag;
import org.jspecify.annotations.Nullable;

/**
 * Push reader of MPEG transport streams: give it the input in chunks of any size, it hands out FLV tags of the first program's first video and first
 * audio stream that can be taken. Timestamps are those of the stream in ms, widened past their 33 bits; where they begin means nothing.
 *
 * <p>Damage does not end it. A packet that was lost costs the picture or sound that it belonged to, and is counted. Tables may come late, change, or be
 * missing at the beginning of a segment; those read before hold on.
 *
 * <p>Memory: a PES packet and a picture (8 and 16 MB at most, usually some 100 kB), whatever the input claims. Not safe for two threads at a time.
 */
public final class TsReader {
    private static final int HEAD_BYTES = 4;
    private static final int PAT_PID = 0;
    private static final int NO_PID = -1;

    private final TsPackets packets = new TsPackets();
    private final Map<Integer, PidState> pids = new HashMap<>();
    private final SectionReader programs = new SectionReader(this::damaged);
    private SectionReader maps = new SectionReader(this::damaged);
    private final WideClock clock = new WideClock();
    private final TsPackets.Sink onPacket = this::packet;
    private int mapPid = NO_PID;
    private @Nullable Track video;
    private @Nullable Track audio;
    private Consumer<FlvTag> tags = tag -> {};
    private String refused = "";
    private long lostPackets;
    private long damages;

    /** What is remembered of a PID between two packets. */
    private static final class PidState {
        private int counter = -1;
        /** A new segment may count from anywhere. */
        private boolean newSegment;
    }

    /** One stream that becomes tags. */
    private record Track(int pid, StreamKind kind, PesReader pes, ElementaryStream stream) {
        void lose() {
            pes.lose();
            stream.lose();
        }

        void flush() {
            pes.flush(stream);
            stream.flush();
        }
    }

    /**
     * Takes the next bytes; they are copied.
     *
     * @throws TsException when the input is no transport stream
     */
    public void accept(Buffer chunk, Consumer<FlvTag> sink) {
        tags = sink;
        packets.accept(chunk, onPacket);
    }

    /** The next bytes are those of another file that goes on in the same streams: packets may count anew, a picture may go on. */
    public void nextSegment(Consumer<FlvTag> sink) {
        tags = sink;
        packets.flush(onPacket);
        pids.values().forEach(state -> state.newSegment = true);
    }

    /** Nothing follows, or something else: what waits for its end comes out now. */
    public void flush(Consumer<FlvTag> sink) {
        nextSegment(sink);
        each(Track::flush);
    }

    /** How often the beginning of a packet had to be looked for. */
    public long resyncs() {
        return packets.resyncs();
    }

    /** Times that packets were missing, by their counters. */
    public long lostPackets() {
        return lostPackets;
    }

    /** Pictures, sounds and tables thrown away because something in them was missing or wrong. */
    public long damages() {
        return damages;
    }

    /** What there is and cannot be taken, such as {@code AC-3}; empty when there is nothing of that kind. */
    public String refused() {
        return refused;
    }

    private void packet(byte[] bytes, int at) {
        int pid = (bytes[at + 1] & 0x1F) << 8 | (bytes[at + 2] & 0xFF);
        boolean isTrack = (video != null && pid == video.pid) || (audio != null && pid == audio.pid);
        if (pid != PAT_PID && pid != mapPid && !isTrack) {
            return;
        }
        boolean bad = (bytes[at + 1] & 0x80) != 0 || (bytes[at + 3] & 0xC0) != 0;
        boolean adapted = (bytes[at + 3] & 0x20) != 0;
        boolean hasPayload = (bytes[at + 3] & 0x10) != 0;
        int from = at + HEAD_BYTES + (adapted ? 1 + (bytes[at + HEAD_BYTES] & 0xFF) : 0);
        int to = at + TsPackets.PACKET_BYTES;
        boolean announced = adapted && bytes[at + HEAD_BYTES] != 0 && (bytes[at + HEAD_BYTES + 1] & 0x80) != 0;
        if (bad || from > to) {
            lose(pid);
            damaged();
            return;
        }
        if (!hasPayload) {
            return;
        }
        boolean unitStart = (bytes[at + 1] & 0x40) != 0;
        if (!inOrder(pid, bytes[at + 3] & 0x0F, announced, unitStart)) {
            return;
        }
        if (pid == PAT_PID) {
            programs.payload(bytes, from, to, unitStart, this::program);
        } else if (pid == mapPid) {
            maps.payload(bytes, from, to, unitStart, this::map);
        } else {
            each(track -> {
                if (track.pid == pid) {
                    track.pes.payload(bytes, from, to, unitStart, track.stream);
                }
            });
        }
    }

    /** Compares the counter, and answers whether the packet is to be read: a repeated one is not. */
    private boolean inOrder(int pid, int counter, boolean announced, boolean unitStart) {
        PidState state = pids.computeIfAbsent(pid, key -> new PidState());
        int expected = (state.counter + 1) & 0x0F;
        boolean free = state.counter < 0 || announced || (state.newSegment && unitStart);
        if (!free && counter == state.counter && !state.newSegment) {
            return false;
        }
        if (!free && counter != expected) {
            lostPackets++;
            lose(pid);
        }
        state.counter = counter;
        state.newSegment = false;
        return true;
    }

    private void lose(int pid) {
        if (pid == PAT_PID) {
            programs.lose();
        } else if (pid == mapPid) {
            maps.lose();
        }
        each(track -> {
            if (track.pid == pid) {
                track.lose();
            }
        });
    }

    private void program(byte[] section) {
        int pid = ProgramTables.firstProgram(section);
        if (pid != NO_PID && pid != mapPid) {
            mapPid = pid;
            maps = new SectionReader(this::damaged);
            forget(pid);
        }
    }

    private void map(byte[] section) {
        List<ProgramTables.Stream> streams = ProgramTables.streams(section);
        if (streams == null) {
            return;
        }
        video = chosen(streams, video, true);
        audio = chosen(streams, audio, false);
        refused = "";
        for (ProgramTables.Stream stream : streams) {
            if (refused.isEmpty() && (video == null || audio == null)) {
                refused = StreamKind.nameOfOther(stream);
            }
        }
    }

    /** The track that there is, if the program still has it; otherwise the first of the program. */
    private @Nullable Track chosen(List<ProgramTables.Stream> streams, @Nullable Track present, boolean pictures) {
        ProgramTables.Stream first = null;
        for (ProgramTables.Stream stream : streams) {
            StreamKind kind = StreamKind.of(stream.type());
            if (present != null && present.pid == stream.pid() && present.kind == kind) {
                return present;
            }
            if (first == null && (pictures ? kind.isVideo() : kind.isAudio()) && stream.pid() != mapPid) {
                first = stream;
            }
        }
        if (present != null) {
            present.flush();
        }
        if (first == null) {
            return null;
        }
        forget(first.pid());
        StreamKind kind = StreamKind.of(first.type());
        return new Track(first.pid(), kind, new PesReader(this::damaged), stream(kind));
    }

    private ElementaryStream stream(StreamKind kind) {
        return switch (kind) {
            case H264, H265 -> new VideoStream(kind.codec(), clock, this::damaged, this::emit);
            case AAC -> new AdtsStream(clock, this::damaged, this::emit);
            case MPEG_AUDIO -> new Mp3Stream(clock, this::damaged, this::emit);
            case OTHER -> throw new IllegalArgumentException("a kind that is not taken");
        };
    }

    private void emit(FlvTag tag) {
        tags.accept(tag);
    }

    private void forget(int pid) {
        pids.remove(pid);
    }

    private void each(Consumer<Track> action) {
        if (video != null) {
            action.accept(video);
        }
        if (audio != null) {
            action.accept(audio);
        }
    }

    private void damaged() {
        damages++;
    }
}
