package org.bittube.gateway.source;

import io.vertx.core.Future;

/** One running input of a channel. Confined to the event loop on which {@link #start} was called, except {@link #status}. */
public interface Source {
    /**
     * Begins, once; call it on the event loop that shall receive the tags. Trouble never ends a source: it is told in the status
     * and tried again.
     */
    void start(SourceListener listener);

    /** Ends for good; after completion the listener hears nothing more. May be called twice. */
    Future<Void> stop();

    /** What it does now; from any thread. */
    SourceStatus status();
}
