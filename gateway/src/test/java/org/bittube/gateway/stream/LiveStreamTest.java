package org.bittube.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.flv.Tags;
import org.junit.jupiter.api.Test;

class LiveStreamTest {
    private final LiveStream stream = new LiveStream("news", 1_000);
    private final RecordingSubscriber viewer = new RecordingSubscriber();

    @Test
    void tellsSubscribersEverythingInOrder() {
        stream.subscribe(viewer);
        stream.beginEpoch(1_000);
        stream.publish(Tags.keyframe(0));
        stream.discontinuity();
        stream.publish(Tags.keyframe(40));
        stream.endEpoch();
        stream.endEpoch();
        assertThat(viewer.events).containsExactly("epoch 1000", "tag 0", "discontinuity", "tag 40", "end");
    }

    @Test
    void aNewEpochForgetsTheOldPreludeAndPictures() {
        stream.beginEpoch(1_000);
        stream.publish(Tags.videoHeader(0, 1));
        stream.publish(Tags.keyframe(0));
        stream.beginEpoch(2_000);
        assertThat(stream.epoch()).hasValue(2_000);
        assertThat(stream.prelude()).isEqualTo(StreamPrelude.EMPTY);
        assertThat(stream.currentGop()).isEmpty();
    }

    @Test
    void epochsOnlyGrow() {
        stream.beginEpoch(1_000);
        stream.endEpoch();
        assertThatThrownBy(() -> stream.beginEpoch(1_000)).isInstanceOf(IllegalArgumentException.class);
        assertThat(stream.epoch()).isEmpty();
    }

    @Test
    void publishingBetweenEpochsIsABrokenInvariant() {
        assertThatThrownBy(() -> stream.publish(Tags.keyframe(0))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(stream::discontinuity).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void repeatedIdenticalSequenceHeadersAreNoChange() {
        stream.beginEpoch(1_000);
        stream.publish(Tags.metadata(0));
        stream.publish(Tags.videoHeader(0, 1));
        stream.publish(Tags.audioHeader(0));
        StreamPrelude before = stream.prelude();
        stream.publish(Tags.videoHeader(500, 1));
        stream.publish(Tags.audioHeader(500));
        assertThat(stream.prelude()).isSameAs(before);
        assertThat(before.tags()).containsExactly(Tags.metadata(0), Tags.videoHeader(0, 1), Tags.audioHeader(0));
    }

    @Test
    void anotherSequenceHeaderChangesThePreludeAtTimestampZero() {
        stream.beginEpoch(1_000);
        stream.publish(Tags.videoHeader(0, 1));
        stream.publish(Tags.videoHeader(500, 2));
        assertThat(stream.prelude().tags()).containsExactly(Tags.videoHeader(0, 2));
    }

    @Test
    void aLateJoinerGetsTheLastKeyframeAndAllSince() {
        stream.beginEpoch(1_000);
        stream.publish(Tags.audio(0));
        stream.publish(Tags.inter(1));
        List<FlvTag> gop = List.of(Tags.keyframe(40), Tags.audio(41), Tags.inter(80));
        stream.publish(Tags.keyframe(20));
        gop.forEach(stream::publish);
        assertThat(stream.currentGop()).isEqualTo(gop);
    }

    @Test
    void aGroupOfPicturesAboveTheBoundIsNotKept() {
        stream.beginEpoch(1_000);
        stream.publish(Tags.keyframe(0));
        stream.publish(Tags.video(40, 0x27, 1, 940));
        assertThat(stream.currentGop()).isEmpty();
        stream.publish(Tags.inter(80));
        assertThat(stream.currentGop()).as("half a group is a mosaic").isEmpty();
        stream.publish(Tags.keyframe(120));
        assertThat(stream.currentGop()).containsExactly(Tags.keyframe(120));
    }

    @Test
    void afterADiscontinuityLateJoinersWaitForTheNextKeyframe() {
        stream.beginEpoch(1_000);
        stream.publish(Tags.keyframe(0));
        stream.discontinuity();
        stream.publish(Tags.audio(40));
        assertThat(stream.currentGop()).isEmpty();
    }

    @Test
    void soundAloneStartsAnywhere() {
        stream.beginEpoch(1_000);
        stream.publish(Tags.audioHeader(0));
        stream.publish(Tags.audio(0));
        stream.publish(Tags.audio(23));
        assertThat(stream.currentGop()).containsExactly(Tags.audio(23));
    }

    @Test
    void aSubscriptionCancelledDuringADeliveryIsDeafAtOnce() {
        List<Subscription> later = new ArrayList<>();
        stream.subscribe(new LiveSubscriber() {
            @Override
            public void onEpoch(long epochMillis) {}

            @Override
            public void onTag(FlvTag tag) {
                later.forEach(Subscription::cancel);
            }

            @Override
            public void onDiscontinuity() {}

            @Override
            public void onEnd() {}
        });
        later.add(stream.subscribe(viewer));
        stream.beginEpoch(1_000);
        stream.publish(Tags.keyframe(0));
        assertThat(viewer.events).containsExactly("epoch 1000");
        assertThat(stream.subscribers()).isEqualTo(1);
        later.get(0).cancel();
        assertThat(stream.subscribers()).isEqualTo(1);
    }
}
