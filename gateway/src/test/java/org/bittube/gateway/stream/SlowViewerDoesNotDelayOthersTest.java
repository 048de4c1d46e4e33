package org.bittube.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.flv.Tags;
import org.junit.jupiter.api.Test;

/** A minute of a stream with one viewer that takes everything, one that takes a tag a second, and one that takes nothing. */
class SlowViewerDoesNotDelayOthersTest {
    private static final long LIMIT_BYTES = 4_000;

    private long nowMillis;
    private final LiveStream stream = new LiveStream("news");
    private final RecordingSubscriber fast = new RecordingSubscriber();
    private final TagQueue slow = new TagQueue(LIMIT_BYTES, 3_000, () -> nowMillis);
    private final TagQueue stuck = new TagQueue(LIMIT_BYTES, 3_000, () -> nowMillis);

    @Test
    void theFastOneHasEachTagAtOnceAndTheOthersStayBounded() {
        stream.subscribe(fast);
        stream.subscribe(into(slow));
        stream.subscribe(into(stuck));
        stream.beginEpoch(1);
        FlvTag lastTaken = null;
        for (nowMillis = 0; nowMillis < 60_000; nowMillis += 40) {
            FlvTag tag = nowMillis % 2_000 == 0 ? Tags.keyframe(nowMillis) : Tags.inter(nowMillis);
            stream.publish(tag);
            assertThat(fast.tags).last().isEqualTo(tag);
            assertThat(slow.bytes()).isLessThanOrEqualTo(LIMIT_BYTES);
            assertThat(stuck.bytes()).isLessThanOrEqualTo(LIMIT_BYTES);
            assertThat(stuck.millis()).isLessThanOrEqualTo(3_000);
            if (nowMillis % 1_000 == 0) {
                FlvTag taken = slow.poll();
                if (taken != null && lastTaken != null && taken.timestampMillis() > lastTaken.timestampMillis() + 40) {
                    assertThat(taken.isKeyframe()).as("goes on at a keyframe").isTrue();
                }
                lastTaken = taken == null ? lastTaken : taken;
            }
        }
        assertThat(fast.tags).hasSize(1_500);
        assertThat(slow.droppedTags()).isPositive();
        assertThat(nowMillis - stuck.behindSinceMillis().orElseThrow()).isGreaterThan(55_000);
    }

    private static LiveSubscriber into(TagQueue queue) {
        return new LiveSubscriber() {
            @Override
            public void onEpoch(long epochMillis) {
                queue.clear();
            }

            @Override
            public void onTag(FlvTag tag) {
                queue.offer(tag);
            }

            @Override
            public void onDiscontinuity() {}

            @Override
            public void onEnd() {}
        };
    }
}
