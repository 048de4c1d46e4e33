package org.bittube.gateway.stream;

import java.util.ArrayList;
import java.util.List;
import org.bittube.gateway.flv.FlvTag;

/** Writes down what it is told. */
final class RecordingSubscriber implements LiveSubscriber {
    final List<FlvTag> tags = new ArrayList<>();
    final List<String> events = new ArrayList<>();

    @Override
    public void onEpoch(long epochMillis) {
        events.add("epoch " + epochMillis);
    }

    @Override
    public void onTag(FlvTag tag) {
        tags.add(tag);
        events.add("tag " + tag.timestampMillis());
    }

    @Override
    public void onDiscontinuity() {
        events.add("discontinuity");
    }

    @Override
    public void onEnd() {
        events.add("end");
    }
}
