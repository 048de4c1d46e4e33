package org.bittube.gateway.channel;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.bittube.db.channels.ChannelAbout;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.packet.StreamKeys;
import org.bittube.gateway.recorder.ChannelRecorder;
import org.bittube.gateway.secret.Secret;
import org.bittube.gateway.source.PublishSource;
import org.bittube.gateway.source.PublishSpec;
import org.bittube.gateway.source.Source;
import org.bittube.gateway.source.SourceListener;
import org.bittube.gateway.source.SourceSpec;
import org.bittube.gateway.source.SourceStatus;
import org.bittube.gateway.stream.LiveStream;
import org.bittube.gateway.swarm.LivePackets;
import org.bittube.tracker.access.GroupPolicy;
import org.jspecify.annotations.Nullable;

/**
 * A channel: where its stream comes from, the stream itself, the same as signed packets, its recorder, and the keys. Confined to its
 * event loop.
 */
public final class Channel {

    private final String name;
    private final StreamKeys keys;
    private final Instant created;
    private final LiveStream stream;
    private final LivePackets packets;
    private final ChannelRecorder recorder;
    private final Function<SourceSpec, Source> newSource;
    private final LongSupplier clockMillis;
    private final long offlineAfterMillis;

    private SourceSpec spec;
    private ChannelAbout about;
    private GroupPolicy policy;
    private @Nullable Run run;
    private long lastEpochMillis;
    private long lastInputMillis;
    private boolean offline;

    /**
     * Makes a channel that does not run yet.
     *
     * @param packets subscribed to the stream already
     * @param newSource makes what brings the stream, anew for each start
     * @param clockMillis Unix milliseconds
     * @param offlineAfterMillis viewers are told when nothing has come for so long
     */
    Channel(
            String name,
            SourceSpec spec,
            GroupPolicy policy,
            StreamKeys keys,
            ChannelAbout about,
            Instant created,
            LiveStream stream,
            LivePackets packets,
            ChannelRecorder recorder,
            Function<SourceSpec, Source> newSource,
            LongSupplier clockMillis,
            long offlineAfterMillis) {
        this.name = name;
        this.spec = spec;
        this.policy = policy;
        this.keys = keys;
        this.about = about;
        this.created = created;
        this.stream = stream;
        this.packets = packets;
        this.recorder = recorder;
        this.newSource = newSource;
        this.clockMillis = clockMillis;
        this.offlineAfterMillis = offlineAfterMillis;
    }

    public String name() {
        return name;
    }

    public SourceSpec spec() {
        return spec;
    }

    /** Who may watch it, and publish on it. */
    public GroupPolicy policy() {
        return policy;
    }

    void policy(GroupPolicy changed) {
        policy = changed;
    }

    public StreamKeys keys() {
        return keys;
    }

    /** What viewers read of it. */
    public ChannelAbout about() {
        return about;
    }

    void about(ChannelAbout changed) {
        about = changed;
    }

    public Instant created() {
        return created;
    }

    public LiveStream stream() {
        return stream;
    }

    public LivePackets packets() {
        return packets;
    }

    public ChannelRecorder recorder() {
        return recorder;
    }

    public boolean running() {
        return run != null;
    }

    /** When the run of the stream that is under way began, Unix milliseconds; empty when nothing comes. */
    public OptionalLong epoch() {
        return stream.epoch();
    }

    /** Since when nothing has come, Unix milliseconds, if that is long enough to be told; empty when it is not, or the channel is stopped. */
    public OptionalLong offlineSince() {
        return offline ? OptionalLong.of(lastInputMillis) : OptionalLong.empty();
    }

    /** To be called about once a second: tells the viewers when nothing has come for too long. */
    void watchInput() {
        long now = clockMillis.getAsLong();
        // A clock that was put back says nothing of what came.
        lastInputMillis = Math.min(lastInputMillis, now);
        if (run != null && !offline && now - lastInputMillis >= offlineAfterMillis) {
            offline = true;
            stream.goOffline();
        }
    }

    /** What the source does; null when the channel is stopped. */
    public @Nullable SourceStatus sourceStatus() {
        return run == null ? null : run.source.status();
    }

    /**
     * From now on those who publish need another key.
     *
     * @param changed the channel's source with that key
     */
    void changeKey(PublishSpec changed, Secret key) {
        spec = changed;
        if (run != null && run.source instanceof PublishSource source) {
            source.changeKey(key);
        }
    }

    /** From now on the stream comes from there; when the channel runs, at once, as a run of its own. */
    Future<Void> changeSource(SourceSpec changed) {
        boolean wasRunning = running();
        Future<Void> ended = stop();
        spec = changed;
        if (wasRunning) {
            start();
        }
        return ended;
    }

    /** Connects to the source; nothing when it runs already. */
    void start() {
        if (run == null) {
            Run begun = new Run(newSource.apply(spec));
            run = begun;
            lastInputMillis = clockMillis.getAsLong();
            begun.source.start(begun);
        }
    }

    /** Ends the stream at once; the future tells when the source has let go of what it held. */
    Future<Void> stop() {
        if (run == null) {
            return Future.succeededFuture();
        }
        Run ended = run;
        run = null;
        offline = false;
        stream.endEpoch();
        return ended.source.stop();
    }

    /** A clock that was put back must not make an epoch that viewers take for an old one. */
    private long nextEpochMillis() {
        lastEpochMillis = Math.max(clockMillis.getAsLong(), lastEpochMillis + 1);
        return lastEpochMillis;
    }

    /** From a start to the next stop. What a source still says after the stop is not heard. */
    private final class Run implements SourceListener {

        private final Source source;

        Run(Source source) {
            this.source = source;
        }

        @Override
        public void onEpoch() {
            if (run == this) {
                stream.beginEpoch(nextEpochMillis());
            }
        }

        @Override
        public void onTag(FlvTag tag) {
            if (run == this) {
                lastInputMillis = clockMillis.getAsLong();
                offline = false;
                stream.publish(tag);
            }
        }

        @Override
        public void onDiscontinuity() {
            if (run == this) {
                stream.discontinuity();
            }
        }
    }
}
