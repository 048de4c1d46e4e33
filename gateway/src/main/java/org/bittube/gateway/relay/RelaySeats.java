package org.bittube.gateway.relay;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.bittube.gateway.http.EgressLedger;
import org.bittube.gateway.stream.LiveStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The viewers to whom the gateway sends whole streams, over HTTP or RTMP: so many at most, and those who stay behind have to go. Confined to the event loop of
 * the streams.
 */
public final class RelaySeats {
    private static final Logger LOG = LoggerFactory.getLogger(RelaySeats.class);
    private static final long CHECK_MILLIS = 500;
    /** What the operating system did not take yet; the rest waits in the viewer's queue, where it can be dropped. */
    private static final int WRITE_QUEUE_BYTES = 256 << 10;

    private final Vertx vertx;
    private final EgressLedger egress;
    private final RelayOptions options;
    private final LongSupplier clockMillis;
    private final Set<Seat> seats = new LinkedHashSet<>();
    private long nextViewer = 1;

    /** The connection of a viewer. */
    public interface Guest {
        /** The stream is over: the viewer is told when he has read the rest. */
        void end();

        /** The viewer reads too little: nothing may wait for him. */
        void cut();
    }

    /** @param clockMillis a clock that never goes back */
    public RelaySeats(Vertx vertx, EgressLedger egress, RelayOptions options, LongSupplier clockMillis) {
        this.vertx = vertx;
        this.egress = egress;
        this.options = options;
        this.clockMillis = clockMillis;
    }

    /** Begins to look after viewers that are too slow. To be called once. */
    public void open() {
        vertx.setPeriodic(CHECK_MILLIS, timer -> check());
    }

    /** Whether all seats are taken. */
    public boolean isFull() {
        return seats.size() >= options.maxViewers();
    }

    /** A seat; nothing is sent yet. The drain handler of {@code out} is taken, too. */
    public Seat take(LiveStream stream, WriteStream<Buffer> out, TagFormat format, Guest guest) {
        out.setWriteQueueMaxSize(WRITE_QUEUE_BYTES);
        RelayViewer viewer = new RelayViewer(
                stream, out, format, vertx.getOrCreateContext(), options, clockMillis, egress.of(stream.group()));
        Seat seat = new Seat(stream.group(), nextViewer++, viewer, guest);
        seats.add(seat);
        LOG.info("viewer joined channel={} viewer={}", seat.group, seat.number);
        return seat;
    }

    /** Viewers of one channel at the moment. */
    public int viewers(String group) {
        return (int) seats.stream().filter(seat -> seat.group.equals(group)).count();
    }

    /**
     * Closes the viewers of a channel.
     *
     * @param reason for the log
     */
    public void close(String group, String reason) {
        for (Seat seat : List.copyOf(seats)) {
            if (seat.group.equals(group)) {
                seat.leave(reason);
                seat.guest.end();
            }
        }
    }

    /** Tells those who wait why; closes viewers that have been behind for too long, or have waited for a stream for too long. */
    void check() {
        for (Seat seat : List.copyOf(seats)) {
            seat.viewer.tellOffline();
            RelayViewer.Dismissal dismissal = seat.viewer.dismissal();
            if (dismissal == RelayViewer.Dismissal.BEHIND) {
                seat.leave("too slow");
                seat.guest.cut();
            } else if (dismissal == RelayViewer.Dismissal.ENDED) {
                seat.leave("stream ended");
                seat.guest.end();
            }
        }
    }

    /** The most that waits for any viewer, in bytes. */
    long mostQueuedBytes() {
        return seats.stream().mapToLong(seat -> seat.viewer.queuedBytes()).max().orElse(0);
    }

    /** One viewer's. */
    public final class Seat {
        private final String group;
        private final long number;
        private final RelayViewer viewer;
        private final Guest guest;

        private Seat(String group, long number, RelayViewer viewer, Guest guest) {
            this.group = group;
            this.number = number;
            this.viewer = viewer;
            this.guest = guest;
        }

        /** Sends what there is from the last keyframe on, and what comes. */
        public void start() {
            viewer.start();
        }

        /**
         * Sends no more; the connection is left as it is. May be called twice.
         *
         * @param reason for the log
         */
        public void leave(String reason) {
            if (seats.remove(this)) {
                LOG.info(
                        "viewer left channel={} viewer={} reason=\"{}\" droppedTags={}",
                        group,
                        number,
                        reason,
                        viewer.droppedTags());
                viewer.close();
            }
        }
    }
}
