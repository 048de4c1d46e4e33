package org.bittube.gateway.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.bittube.gateway.flv.FlvTag;
import org.jspecify.annotations.Nullable;

/**
 * One live stream: takes the tags of one source and hands each to every subscriber at once. It never waits for anybody, so the
 * slowest viewer cannot delay another one. Confined to its event loop.
 */
public final class LiveStream {
    /** Room for 10 s at 12 Mbit/s. */
    public static final long DEFAULT_GOP_LIMIT_BYTES = 16L << 20;

    private static final long NO_EPOCH = -1;

    private final String group;
    private final GopCache gop;
    private final List<Seat> seats = new ArrayList<>();
    private StreamPrelude prelude = StreamPrelude.EMPTY;
    private long epochMillis = NO_EPOCH;
    private long lastEpochMillis = NO_EPOCH;
    private boolean offline;

    public LiveStream(String group) {
        this(group, DEFAULT_GOP_LIMIT_BYTES);
    }

    /**
     * @param gopLimitBytes bound of {@link #currentGop()}; a group of pictures that grows larger is not kept at all, and late
     *     joiners wait for the next keyframe
     */
    public LiveStream(String group, long gopLimitBytes) {
        this.group = group;
        this.gop = new GopCache(gopLimitBytes);
    }

    public String group() {
        return group;
    }

    /**
     * A run begins; one that was under way is over, without {@link LiveSubscriber#onEnd}.
     *
     * @param millis Unix milliseconds, larger than every epoch before
     */
    public void beginEpoch(long millis) {
        if (millis <= lastEpochMillis) {
            throw new IllegalArgumentException("epoch " + millis + " is not after " + lastEpochMillis);
        }
        epochMillis = millis;
        lastEpochMillis = millis;
        offline = false;
        prelude = StreamPrelude.EMPTY;
        gop.clear();
        for (Seat seat : List.copyOf(seats)) {
            seat.onEpoch(millis);
        }
    }

    /** The next tag of the run: single-track, timestamps from the epoch on and never going back within a type. */
    public void publish(FlvTag tag) {
        requireEpoch();
        offline = false;
        prelude = prelude.after(tag);
        gop.add(tag);
        for (Seat seat : List.copyOf(seats)) {
            seat.onTag(tag);
        }
    }

    /** The source was interrupted; what follows begins with sequence headers or a keyframe. */
    public void discontinuity() {
        requireEpoch();
        // Pictures before and after the gap must not end up in one group of pictures.
        gop.forget();
        for (Seat seat : List.copyOf(seats)) {
            seat.onDiscontinuity();
        }
    }

    /** Nothing has come for so long that viewers should know; over with the next tag. Without a run, or told already, nothing happens. */
    public void goOffline() {
        if (epochMillis == NO_EPOCH || offline) {
            return;
        }
        offline = true;
        for (Seat seat : List.copyOf(seats)) {
            seat.onOffline();
        }
    }

    /** Whether a run is under way of which nothing comes at the moment. */
    public boolean isOffline() {
        return offline;
    }

    /** The run is over. Without a run nothing happens. */
    public void endEpoch() {
        if (epochMillis == NO_EPOCH) {
            return;
        }
        epochMillis = NO_EPOCH;
        offline = false;
        prelude = StreamPrelude.EMPTY;
        gop.clear();
        for (Seat seat : List.copyOf(seats)) {
            seat.onEnd();
        }
    }

    /** When the run that is under way began, Unix milliseconds; empty between runs. */
    public OptionalLong epoch() {
        return epochMillis == NO_EPOCH ? OptionalLong.empty() : OptionalLong.of(epochMillis);
    }

    /** What a late joiner needs first; {@link StreamPrelude#EMPTY} between runs. Changes its identity only with its contents. */
    public StreamPrelude prelude() {
        return prelude;
    }

    /** The tags from the last keyframe to now, a snapshot; empty when none was seen yet or the group became too large. */
    public List<FlvTag> currentGop() {
        return gop.tags();
    }

    /**
     * From now on the subscriber gets everything. Of what was before it is told nothing: it reads {@link #epoch()}, {@link
     * #prelude()} and {@link #currentGop()} itself, which on the same event loop leaves no gap.
     */
    public Subscription subscribe(LiveSubscriber subscriber) {
        Seat seat = new Seat(subscriber);
        seats.add(seat);
        return seat;
    }

    public int subscribers() {
        return seats.size();
    }

    private void requireEpoch() {
        if (epochMillis == NO_EPOCH) {
            throw new IllegalStateException("stream " + group + " has no epoch");
        }
    }

    /** Makes a cancelled subscription deaf, even in the middle of a round of deliveries. */
    private final class Seat implements Subscription, LiveSubscriber {
        private @Nullable LiveSubscriber subscriber;

        Seat(LiveSubscriber subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        public void cancel() {
            subscriber = null;
            seats.remove(this);
        }

        @Override
        public void onEpoch(long millis) {
            if (subscriber != null) {
                subscriber.onEpoch(millis);
            }
        }

        @Override
        public void onTag(FlvTag tag) {
            if (subscriber != null) {
                subscriber.onTag(tag);
            }
        }

        @Override
        public void onDiscontinuity() {
            if (subscriber != null) {
                subscriber.onDiscontinuity();
            }
        }

        @Override
        public void onOffline() {
            if (subscriber != null) {
                subscriber.onOffline();
            }
        }

        @Override
        public void onEnd() {
            if (subscriber != null) {
                subscriber.onEnd();
            }
        }
    }
}
