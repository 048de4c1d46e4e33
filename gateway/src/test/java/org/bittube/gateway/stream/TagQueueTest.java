package org.bittube.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.flv.Tags;
import org.junit.jupiter.api.Test;

class TagQueueTest {
    private long nowMillis = 5_000;
    private final TagQueue queue = new TagQueue(10_000, 1_000, () -> nowMillis);

    @Test
    void handsOutInOrderAndCountsWhatWaits() {
        queue.offer(Tags.keyframe(0));
        queue.offer(Tags.inter(40));
        assertThat(queue.bytes()).isEqualTo(55 + 35);
        assertThat(queue.millis()).isEqualTo(40);
        assertThat(drain()).containsExactly(Tags.keyframe(0), Tags.inter(40));
        assertThat(queue.isEmpty()).isTrue();
        assertThat(queue.bytes()).isZero();
        assertThat(queue.behindSinceMillis()).isEmpty();
    }

    @Test
    void pastTheMediaTimeItDropsForwardToTheNextKeyframe() {
        queue.offer(Tags.keyframe(0));
        queue.offer(Tags.inter(1_000));
        queue.offer(Tags.inter(1_001));
        queue.offer(Tags.audio(1_010));
        assertThat(queue.isEmpty()).isTrue();
        queue.offer(Tags.keyframe(1_040));
        queue.offer(Tags.inter(1_080));
        assertThat(drain()).containsExactly(Tags.keyframe(1_040), Tags.inter(1_080));
        assertThat(queue.droppedTags()).isEqualTo(4);
        assertThat(queue.droppedBytes()).isEqualTo(55 + 35 + 35 + 21);
    }

    @Test
    void pastTheBytesItDropsToo() {
        queue.offer(Tags.keyframe(0));
        queue.offer(Tags.video(10, 0x27, 1, 9_900));
        queue.offer(Tags.inter(20));
        assertThat(queue.isEmpty()).isTrue();
        assertThat(queue.bytes()).isZero();
    }

    @Test
    void aFullQueueThatGetsAKeyframeStartsWithIt() {
        queue.offer(Tags.keyframe(0));
        queue.offer(Tags.keyframe(2_000));
        assertThat(drain()).containsExactly(Tags.keyframe(2_000));
    }

    @Test
    void sequenceHeadersAmongTheDroppedComeBeforeTheKeyframe() {
        queue.offer(Tags.keyframe(0));
        queue.offer(Tags.videoHeader(500, 1));
        queue.offer(Tags.inter(2_000));
        queue.offer(Tags.videoHeader(2_010, 2));
        queue.offer(Tags.keyframe(2_040));
        assertThat(drain()).containsExactly(Tags.videoHeader(2_040, 2), Tags.keyframe(2_040));
    }

    @Test
    void soundAloneGoesOnAtOnce() {
        queue.offer(Tags.audio(0));
        queue.offer(Tags.audio(2_000));
        assertThat(drain()).containsExactly(Tags.audio(2_000));
        assertThat(queue.droppedTags()).isEqualTo(1);
    }

    @Test
    void tellsSinceWhenItIsBehindUntilItHasCaughtUp() {
        queue.offer(Tags.keyframe(0));
        queue.offer(Tags.inter(2_000));
        nowMillis = 6_000;
        queue.offer(Tags.keyframe(2_040));
        queue.offer(Tags.keyframe(4_000));
        assertThat(queue.behindSinceMillis()).hasValue(5_000);
        drain();
        assertThat(queue.behindSinceMillis()).isEmpty();
    }

    @Test
    void waitingForAKeyframeIsStillBehind() {
        queue.offer(Tags.keyframe(0));
        queue.offer(Tags.inter(2_000));
        assertThat(drain()).isEmpty();
        assertThat(queue.behindSinceMillis()).hasValue(5_000);
    }

    @Test
    void aKeyframeLargerThanTheWholeQueueIsNotLetIn() {
        queue.offer(Tags.video(0, 0x17, 1, 20_000));
        assertThat(queue.isEmpty()).isTrue();
        queue.offer(Tags.keyframe(40));
        assertThat(drain()).containsExactly(Tags.keyframe(40));
    }

    @Test
    void aClearedQueueBelongsToANewStream() {
        queue.offer(Tags.keyframe(0));
        queue.offer(Tags.inter(2_000));
        queue.clear();
        queue.offer(Tags.inter(0));
        assertThat(drain()).containsExactly(Tags.inter(0));
    }

    private List<FlvTag> drain() {
        List<FlvTag> tags = new ArrayList<>();
        for (FlvTag tag = queue.poll(); tag != null; tag = queue.poll()) {
            tags.add(tag);
        }
        return tags;
    }
}
