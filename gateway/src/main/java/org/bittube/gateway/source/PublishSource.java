package org.bittube.gateway.source;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.bittube.gateway.secret.Secret;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for whoever publishes with the right key. One publisher at a time: another one is refused, or takes over where the channel allows it, and
 * always takes over from one who has been silent for {@value #SILENT_MILLIS} ms, for an encoder that lost its connection comes back before
 * anybody has noticed. Who comes within {@value #SAME_EPOCH_MILLIS} ms goes on with the epoch. Who sends a finished file is read at the file's own
 * pace. Confined to the event loop on which it was started.
 */
public final class PublishSource extends ConfinedSource {
    static final long SAME_EPOCH_MILLIS = 30_000;
    static final long SILENT_MILLIS = 5_000;

    private static final Logger LOG = LoggerFactory.getLogger(PublishSource.class);
    private static final long DOOR_RETRY_MILLIS = 10_000;

    /** As long as an encoder may be silent: what it has kept meanwhile and sends at once is not held back. */
    private static final long LEAD_MILLIS = 15_000;

    private static final long NEVER = Long.MIN_VALUE;

    private final String channel;
    private final boolean takeover;
    private final PublishPoints points;
    private @Nullable Secret key;
    private @Nullable Publication current;
    private long leftMillis = NEVER;
    private @Nullable PacedListener pacer;

    PublishSource(Vertx vertx, String channel, PublishSpec spec, PublishPoints points, LongSupplier clockMillis) {
        super(vertx, clockMillis);
        this.channel = channel;
        this.takeover = spec.takeover();
        this.key = spec.key();
        this.points = points;
    }

    @Override
    SourceListener paced(SourceListener listener) {
        PacedListener made = new PacedListener(vertx, listener, clockMillis, LEAD_MILLIS, this::onRoom);
        pacer = made;
        return made;
    }

    @Override
    void begin() {
        points.add(channel, this);
        openDoor();
    }

    @Override
    Future<Void> end() {
        dismissCurrent("The channel was stopped.");
        if (pacer != null) {
            pacer.close();
        }
        return points.remove(channel, this);
    }

    /** From now on another key holds; who publishes with the old one is dismissed. To be called on the event loop. */
    public void changeKey(Secret other) {
        key = other;
        dismissCurrent("The channel has another key.");
    }

    /** @param otherwise asked when it is not the key: whether it lets somebody publish all the same */
    Admission admit(String given, BooleanSupplier otherwise, Publisher publisher) {
        Secret wanted = key;
        if (stopped() || wanted == null || !(wanted.matches(given) || otherwise.getAsBoolean())) {
            return Admission.Refused.WRONG_KEY;
        }
        long now = clockMillis.getAsLong();
        Publication present = current;
        if (present != null && !takeover && now - present.lastHeardMillis() < SILENT_MILLIS) {
            return Admission.Refused.TAKEN;
        }
        dismissCurrent("Another encoder took over.");
        if (leftMillis != NEVER && now - leftMillis <= SAME_EPOCH_MILLIS) {
            journal.countReconnect();
            output().interruption();
        } else {
            output().newEpoch();
        }
        journal.enter(SourceState.CONNECTING);
        Publication next = new Publication(this, publisher, output(), now);
        current = next;
        LOG.info("publisher admitted channel={}", channel);
        return new Admission.Granted(next);
    }

    long heard(int count) {
        journal.countBytes(count);
        return clockMillis.getAsLong();
    }

    boolean isFull() {
        return pacer != null && pacer.isFull();
    }

    private void onRoom() {
        if (current != null) {
            current.onRoom();
        }
    }

    void running() {
        journal.enter(SourceState.RUNNING);
    }

    void left(Publication publication, String reason) {
        if (publication == current) {
            current = null;
            leftMillis = clockMillis.getAsLong();
            if (!stopped()) {
                journal.trouble(SourceState.WAITING, reason);
            }
            LOG.info("publisher left channel={} reason=\"{}\"", channel, reason);
        }
    }

    private void dismissCurrent(String reason) {
        Publication present = current;
        if (present != null) {
            left(present, reason);
            present.dismiss(reason);
        }
    }

    private void openDoor() {
        points.openDoor().onFailure(trouble -> {
            if (!stopped()) {
                // Whoever came by another door than this one goes on.
                if (journal.trouble(journal.state(), String.valueOf(trouble.getMessage()))) {
                    LOG.error("encoders cannot come channel={} reason=\"{}\"", channel, trouble.getMessage());
                }
                later(DOOR_RETRY_MILLIS, this::openDoor);
            }
        });
    }
}
