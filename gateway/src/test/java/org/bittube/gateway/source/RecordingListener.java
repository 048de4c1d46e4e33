package org.bittube.gateway.source;

import java.util.ArrayList;
import java.util.List;
import org.bittube.gateway.flv.FlvTag;

/** Writes down what a source delivers; read from the test's thread. */
final class RecordingListener implements SourceListener {
    private final List<FlvTag> tags = new ArrayList<>();
    private final List<String> events = new ArrayList<>();

    @Override
    public synchronized void onEpoch() {
        events.add("epoch");
    }

    @Override
    public synchronized void onTag(FlvTag tag) {
        tags.add(tag);
        events.add(tag.type() + " " + tag.timestampMillis());
    }

    @Override
    public synchronized void onDiscontinuity() {
        events.add("discontinuity");
    }

    synchronized List<FlvTag> tags() {
        return List.copyOf(tags);
    }

    synchronized List<String> events() {
        return List.copyOf(events);
    }

    long count(String event) {
        return events().stream().filter(event::equals).count();
    }

    /** Waits until so many tags were delivered, and answers them. */
    List<FlvTag> await(int count) {
        Await.until(() -> tags().size() >= count, () -> events().size() + " events: " + events());
        return tags();
    }
}
