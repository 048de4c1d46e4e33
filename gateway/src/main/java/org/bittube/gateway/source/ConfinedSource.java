package org.bittube.gateway.source;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The life that all sources have in common: begun once, ended for good, both on the event loop that started it. */
abstract class ConfinedSource implements Source {
    final Vertx vertx;
    final LongSupplier clockMillis;
    final SourceJournal journal;
    private @Nullable Context context;
    private @Nullable SourceOutput output;
    private boolean stopped;
    private long timer = -1;

    ConfinedSource(Vertx vertx, LongSupplier clockMillis) {
        this.vertx = vertx;
        this.clockMillis = clockMillis;
        this.journal = new SourceJournal(clockMillis);
    }

    /** Called once, on the event loop. */
    abstract void begin();

    /** Lets go of everything, on the event loop; {@link #stopped()} holds already. May be called twice. */
    abstract Future<Void> end();

    /** Whoever brings tags faster than they were made puts something between here; called once, before {@link #begin}. */
    SourceListener paced(SourceListener listener) {
        return listener;
    }

    /** From now on nothing may be delivered, and no timer set. */
    final boolean stopped() {
        return stopped;
    }

    /** Does this later, and nothing that was to be done later before; not at all once the source is stopped. */
    final void later(long millis, Runnable then) {
        vertx.cancelTimer(timer);
        timer = vertx.setTimer(Math.max(1, millis), due -> {
            if (!stopped) {
                then.run();
            }
        });
    }

    /** Where tags go; not to be called before {@link #begin}. */
    final SourceOutput output() {
        if (output == null) {
            throw new IllegalStateException("the source was not started");
        }
        return output;
    }

    @Override
    public final void start(SourceListener listener) {
        if (context != null) {
            throw new IllegalStateException("a source is started once");
        }
        Context loop = vertx.getOrCreateContext();
        context = loop;
        output = new SourceOutput(paced(listener), journal);
        loop.runOnContext(go -> {
            if (!stopped) {
                begin();
            }
        });
    }

    @Override
    public final Future<Void> stop() {
        Context loop = context;
        if (loop == null) {
            journal.enter(SourceState.STOPPED);
            return Future.succeededFuture();
        }
        Promise<Void> done = Promise.promise();
        loop.runOnContext(go -> {
            stopped = true;
            vertx.cancelTimer(timer);
            journal.enter(SourceState.STOPPED);
            end().onComplete(done);
        });
        return done.future();
    }

    @Override
    public final SourceStatus status() {
        return journal.status();
    }
}
