package org.bittube.gateway.source;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.bittube.gateway.flv.FlvTag;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What sources have in common that fetch a stream from a server: tags that are handed on at their own pace, one timer for what comes next, and attempts that
 * follow each other ever more slowly.
 */
abstract class PulledSource extends ConfinedSource {
    private static final Logger LOG = LoggerFactory.getLogger(PulledSource.class);

    final UrlPolicy urls;
    final HttpTimings timings;
    final Backoff backoff;
    private final URI url;
    private final long leadMillis;
    private @Nullable PacedListener pacer;

    /** @param leadMillis how much earlier than due a tag may be handed on */
    PulledSource(
            Vertx vertx,
            URI url,
            UrlPolicy urls,
            HttpTimings timings,
            long leadMillis,
            LongSupplier clockMillis,
            RandomGenerator random) {
        super(vertx, clockMillis);
        this.url = url;
        this.urls = urls;
        this.timings = timings;
        this.leadMillis = leadMillis;
        this.backoff = new Backoff(random);
    }

    /** Tags are taken again after {@link #isFull}. */
    abstract void onRoom();

    /** Lets go of what is under way; may be called twice. */
    abstract void letGo();

    /** Closes what the attempts shared; may be called twice. */
    abstract Future<Void> closeClient();

    /** So many tags wait for their time that no more should be read. */
    final boolean isFull() {
        return pacer != null && pacer.isFull();
    }

    /** Nothing waits for its time. */
    final boolean isDrained() {
        return pacer == null || pacer.aheadMillis() == 0;
    }

    /** A connection of its own begins, whose tags go on with the epoch. */
    final void attempting() {
        if (journal.state() != SourceState.RECONNECTING) {
            journal.enter(SourceState.CONNECTING);
        }
        output().interruption();
    }

    /** Hands on what an attempt brought. */
    final void deliver(FlvTag tag) {
        if (stopped()) {
            return;
        }
        if (journal.state() != SourceState.RUNNING) {
            journal.enter(SourceState.RUNNING);
            LOG.info("source running host={}", UrlPolicy.hostOf(url));
        }
        output().tag(tag);
    }

    /**
     * The attempt is over. The next one follows soon, when this one went well for long enough.
     *
     * @param reason in an operator's words
     */
    final void retry(String reason, Runnable attempt) {
        if (stopped()) {
            return;
        }
        if (journal.state() == SourceState.RUNNING && journal.inStateMillis() >= timings.wellMillis()) {
            backoff.reset();
        }
        journal.countReconnect();
        say(SourceState.RECONNECTING, reason);
        later(backoff.nextMillis(), attempt);
    }

    /** Tells the operator, in his words. */
    final void say(SourceState state, String reason) {
        if (journal.trouble(state, reason)) {
            LOG.warn("source interrupted host={} reason={}", UrlPolicy.hostOf(url), reason);
        }
    }

    @Override
    final SourceListener paced(SourceListener listener) {
        PacedListener made = new PacedListener(vertx, listener, clockMillis, leadMillis, this::onRoom);
        pacer = made;
        return made;
    }

    @Override
    final Future<Void> end() {
        if (pacer != null) {
            pacer.close();
        }
        letGo();
        return closeClient();
    }
}
