package org.bittube.gateway.console;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.function.LongSupplier;
import org.bittube.db.log.LogRecord;
import org.bittube.db.log.LogStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happened, in words for the operator: the last {@value #MOST} entries, in the database. Confined to its event loop; the database is used on a worker thread,
 * one call after the other.
 */
public final class OperatorLog {
    static final int MOST = 5_000;

    private static final int LONGEST_WORDS = 900;
    private static final Logger LOG = LoggerFactory.getLogger(OperatorLog.class);

    private final Vertx vertx;
    private final LogStore store;
    private final LongSupplier wallClockMillis;
    private final LogGate gate = new LogGate();

    private @Nullable Events events;
    private long lastId;

    /**
     * Empty until {@link #open}.
     *
     * @param wallClockMillis Unix time
     */
    public OperatorLog(Vertx vertx, LogStore store, LongSupplier wallClockMillis) {
        this.vertx = vertx;
        this.store = store;
        this.wallClockMillis = wallClockMillis;
    }

    /** Goes on where the log of the last run ended; to be called before anything is added. */
    public Future<Void> open() {
        return vertx.executeBlocking(() -> store.before(Long.MAX_VALUE, 1)).map(newest -> {
            lastId = newest.isEmpty() ? 0 : newest.get(0).id();
            return null;
        });
    }

    /** From now on entries are told there, too. */
    public void tell(Events told) {
        events = told;
    }

    /** Notes that something happened, unless too much of its kind did. */
    public void add(LogKind kind, @Nullable String channel, String words) {
        long now = wallClockMillis.getAsLong();
        int leftOut = gate.admit(kind, now);
        if (leftOut < 0) {
            return;
        }
        String cut = words.length() > LONGEST_WORDS ? words.substring(0, LONGEST_WORDS) : words;
        String all = leftOut == 0 ? cut : cut + " (" + leftOut + " more of this kind before it were not noted.)";
        LogRecord entry = new LogRecord(++lastId, now, kind.level(), kind.jsonName(), channel, all);
        if (events != null && events.isHeard()) {
            events.tell("log", json(entry).toString());
        }
        vertx.executeBlocking(() -> {
                    store.add(entry, MOST);
                    return null;
                })
                .onFailure(trouble -> LOG.warn("log entry not kept reason=\"{}\"", trouble.getMessage()));
    }

    /** The newest entries before one, the newest first. */
    Future<List<LogRecord>> before(long id, int most) {
        return vertx.executeBlocking(() -> store.before(id, most));
    }

    static ObjectNode json(LogRecord entry) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", entry.id())
                .put("at", entry.atMillis())
                .put("level", entry.level())
                .put("kind", entry.kind())
                .put("channel", entry.channel())
                .put("text", entry.words());
    }
}
