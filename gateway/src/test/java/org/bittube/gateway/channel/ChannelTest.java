package org.bittube.gateway.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.bittube.db.channels.ChannelAbout;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.flv.Tags;
import org.bittube.gateway.packet.StreamKeys;
import org.bittube.gateway.recorder.IdleRecorder;
import org.bittube.gateway.source.FileSpec;
import org.bittube.gateway.source.Source;
import org.bittube.gateway.source.SourceListener;
import org.bittube.gateway.source.SourceSpec;
import org.bittube.gateway.source.SourceState;
import org.bittube.gateway.source.SourceStatus;
import org.bittube.gateway.source.StreamFigures;
import org.bittube.gateway.stream.LiveStream;
import org.bittube.gateway.stream.LiveSubscriber;
import org.bittube.gateway.swarm.LivePackets;
import org.bittube.gateway.swarm.WindowLimits;
import org.bittube.tracker.access.GroupPolicy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ChannelTest {

    private final Vertx vertx = Vertx.vertx();
    private final AtomicLong clock = new AtomicLong(1_000_000);
    private final List<FakeSource> made = new ArrayList<>();
    private final List<String> heard = new ArrayList<>();
    private final LiveStream stream = new LiveStream("news");
    private final StreamKeys keys = StreamKeys.generate(new SecureRandom());
    private final Channel channel = new Channel(
            "news",
            new FileSpec(Path.of("a.flv"), false),
            GroupPolicy.OPEN,
            keys,
            ChannelAbout.NOTHING,
            Instant.EPOCH,
            stream,
            LivePackets.follow(vertx, stream, keys, WindowLimits.DEFAULT),
            IdleRecorder.of(vertx, stream),
            spec -> newSource(),
            clock::get,
            10_000);

    @BeforeEach
    void listen() {
        stream.subscribe(new Recorder());
    }

    @Test
    void anotherSourceBeginsAnotherRun() {
        channel.start();
        made.get(0).listener().onEpoch();
        SourceSpec other = new FileSpec(Path.of("b.flv"), false);
        channel.changeSource(other);
        assertThat(channel.spec()).isEqualTo(other);
        assertThat(channel.running()).isTrue();
        assertThat(made).hasSize(2);
        assertThat(channel.epoch()).as("of the first run").isEmpty();
        channel.stop();
        channel.changeSource(new FileSpec(Path.of("c.flv"), false));
        assertThat(channel.running()).isFalse();
        assertThat(made).hasSize(2);
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void epochIsTheClocksTime() {
        channel.start();
        made.get(0).listener().onEpoch();
        assertThat(channel.epoch()).hasValue(1_000_000);
    }

    @Test
    void saysSoWhenNothingHasComeForTooLongAndNoMoreWhenItComesBack() {
        channel.start();
        FakeSource source = made.get(0);
        source.listener().onEpoch();
        source.listener().onTag(Tags.keyframe(0));
        clock.addAndGet(9_999);
        channel.watchInput();
        assertThat(channel.offlineSince()).isEmpty();
        assertThat(stream.isOffline()).isFalse();
        clock.addAndGet(1);
        channel.watchInput();
        channel.watchInput();
        assertThat(channel.offlineSince()).hasValue(1_000_000);
        assertThat(stream.isOffline()).isTrue();
        assertThat(heard).containsExactly("epoch 1000000", "tag 0", "offline");
        clock.addAndGet(60_000);
        source.listener().onTag(Tags.keyframe(40));
        assertThat(channel.offlineSince()).isEmpty();
        assertThat(stream.isOffline()).isFalse();
        clock.set(5);
        channel.watchInput();
        clock.set(9_000);
        channel.watchInput();
        assertThat(channel.offlineSince()).isEmpty();
        clock.set(10_005);
        channel.watchInput();
        assertThat(channel.offlineSince()).hasValue(5);
        channel.stop();
        assertThat(channel.offlineSince()).isEmpty();
        assertThat(heard).endsWith("tag 40", "offline", "end");
    }

    @Test
    void sourceThatNeverBroughtAnythingIsOfflineTooAndViewersStillWaitForItsFirstRun() {
        channel.start();
        clock.addAndGet(10_000);
        channel.watchInput();
        assertThat(channel.offlineSince()).hasValue(1_000_000);
        assertThat(stream.isOffline()).isFalse();
        assertThat(heard).isEmpty();
    }

    @Test
    void epochGrowsWhenTheClockGoesBackOrStandsStill() {
        channel.start();
        made.get(0).listener().onEpoch();
        made.get(0).listener().onEpoch();
        clock.set(5);
        made.get(0).listener().onEpoch();
        channel.stop();
        channel.start();
        made.get(1).listener().onEpoch();
        assertThat(heard).containsExactly("epoch 1000000", "epoch 1000001", "epoch 1000002", "end", "epoch 1000003");
    }

    @Test
    void secondStartAndSecondStopChangeNothing() {
        channel.start();
        channel.start();
        assertThat(made).hasSize(1);
        assertThat(channel.running()).isTrue();
        channel.stop();
        channel.stop();
        assertThat(made.get(0).stops).isEqualTo(1);
        assertThat(channel.running()).isFalse();
        assertThat(channel.sourceStatus()).isNull();
    }

    @Test
    void whatAStoppedSourceStillSaysIsNotHeard() {
        channel.start();
        FakeSource old = made.get(0);
        old.listener().onEpoch();
        channel.stop();
        channel.start();
        old.listener().onDiscontinuity();
        old.listener().onEpoch();
        assertThat(heard).containsExactly("epoch 1000000", "end");
        assertThat(channel.epoch()).isEmpty();
    }

    private Source newSource() {
        FakeSource source = new FakeSource();
        made.add(source);
        return source;
    }

    private static final class FakeSource implements Source {
        private @Nullable SourceListener listener;
        private int stops;

        SourceListener listener() {
            return Objects.requireNonNull(listener, "not started");
        }

        @Override
        public void start(SourceListener given) {
            listener = given;
        }

        @Override
        public Future<Void> stop() {
            stops++;
            return Future.succeededFuture();
        }

        @Override
        public SourceStatus status() {
            return new SourceStatus(SourceState.RUNNING, 0, null, 0, 0, 0, Map.of(), 0, StreamFigures.NONE, null, null);
        }
    }

    private final class Recorder implements LiveSubscriber {
        @Override
        public void onEpoch(long epochMillis) {
            heard.add("epoch " + epochMillis);
        }

        @Override
        public void onTag(FlvTag tag) {
            heard.add("tag " + tag.timestampMillis());
        }

        @Override
        public void onDiscontinuity() {
            heard.add("discontinuity");
        }

        @Override
        public void onOffline() {
            heard.add("offline");
        }

        @Override
        public void onEnd() {
            heard.add("end");
        }
    }
}
