package org.bittube.tracker.connection;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.bittube.tracker.message.TrackerEvent;
import org.bittube.tracker.message.TurnAccess;

/** A client that keeps what it is sent. */
final class RecordingLink implements ClientLink {
    private final String network;
    private final boolean fromPrivateAddress;
    private final Deque<TrackerEvent> events = new ArrayDeque<>();
    private boolean congested;
    private Optional<String> origin = Optional.empty();

    RecordingLink(String network) {
        this(network, false);
    }

    private RecordingLink(String network, boolean fromPrivateAddress) {
        this.network = network;
        this.fromPrivateAddress = fromPrivateAddress;
    }

    static RecordingLink fromPrivateAddress(String network) {
        return new RecordingLink(network, true);
    }

    void congest() {
        congested = true;
    }

    /** Takes the next event out, which must be of this kind. */
    <E extends TrackerEvent> E next(Class<E> kind) {
        TrackerEvent event = events.poll();
        if (!kind.isInstance(event)) {
            throw new AssertionError("expected " + kind.getSimpleName() + ", got " + event);
        }
        return kind.cast(event);
    }

    boolean isEmpty() {
        return events.isEmpty();
    }

    @Override
    public void send(TrackerEvent event) {
        events.add(event);
    }

    @Override
    public boolean congested() {
        return congested;
    }

    @Override
    public String network() {
        return network;
    }

    /** The page's, where it is another site's. */
    RecordingLink from(String pageOrigin) {
        origin = Optional.of(pageOrigin);
        return this;
    }

    @Override
    public Optional<String> origin() {
        return origin;
    }

    @Override
    public boolean isFromPrivateAddress() {
        return fromPrivateAddress;
    }

    @Override
    public Optional<TurnAccess> turn(String peerId) {
        return Optional.empty();
    }

    @Override
    public List<String> stun() {
        return List.of("stun:tv.example:3478");
    }
}
