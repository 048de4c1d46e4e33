package org.bittube.gateway.library;

import io.vertx.core.http.HttpConnection;
import org.jspecify.annotations.Nullable;

/** A file that comes in parts. Confined to its event loop. */
public final class Upload {
    private final String id;
    private final Offer offer;
    private final long lengthBytes;

    private long offset;
    private long touchedMillis;
    private @Nullable String object;
    private @Nullable HttpConnection sender;

    Upload(String id, Offer offer, long lengthBytes, long offset, long touchedMillis, @Nullable String object) {
        this.id = id;
        this.offer = offer;
        this.lengthBytes = lengthBytes;
        this.offset = offset;
        this.touchedMillis = touchedMillis;
        this.object = object;
    }

    public String id() {
        return id;
    }

    /** What it is to become. */
    Offer offer() {
        return offer;
    }

    /** Bytes of the whole file. */
    public long lengthBytes() {
        return lengthBytes;
    }

    /** How many of them, from the first on, are on the disk. */
    public long offset() {
        return offset;
    }

    /** The id of the object that it became; null as long as it is none. */
    public @Nullable String object() {
        return object;
    }

    /** Unix time of the last change. */
    long touchedMillis() {
        return touchedMillis;
    }

    void became(String newObject, long nowMillis) {
        object = newObject;
        touchedMillis = nowMillis;
    }

    /** Whether somebody is sending, or the file is being made an object. */
    public boolean isBusy() {
        return sender != null;
    }

    void begin(HttpConnection newSender) {
        sender = newSender;
    }

    /** Ends a sender that may be gone without a word, so that the upload can go on. */
    void interrupt() {
        if (sender != null && offset < lengthBytes) {
            // Whether it hears that is its own affair: the future is dropped.
            sender.close();
        }
    }

    void reached(long newOffset, long nowMillis) {
        offset = newOffset;
        touchedMillis = nowMillis;
    }

    void end() {
        sender = null;
    }
}
