package org.bittube.gateway.library;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import org.bittube.gateway.http.ByteRange;
import org.bittube.gateway.object.PieceLayout;

/**
 * Sends a part of a file, some pieces at a time and only as fast as the viewer reads. Every piece is checked before it is
 * sent; nothing is written to the response before the first ones were found right. Confined to its event loop.
 */
final class FileAnswer {
    private static final int PIECES_AT_ONCE = 4;

    private final Vertx vertx;
    private final HttpServerResponse response;
    private final ObjectReader reader;
    private final ByteRange range;
    private final Promise<Long> done = Promise.promise();

    private long at;
    private boolean reading;
    private boolean left;

    /** @param reader is closed at the end */
    FileAnswer(Vertx vertx, HttpServerResponse response, ObjectReader reader, ByteRange range) {
        this.vertx = vertx;
        this.response = response;
        this.reader = reader;
        this.range = range;
        this.at = range.from();
    }

    /**
     * Sends the range; status and headers must be set already.
     *
     * @return the bytes that were sent, also when the viewer left before the end; fails with {@link DamagedException} and,
     *     unless the head was written, an unfinished response
     */
    Future<Long> send() {
        response.setWriteQueueMaxSize(PIECES_AT_ONCE * PieceLayout.PIECE_BYTES);
        response.exceptionHandler(failure -> leave());
        response.closeHandler(closed -> leave());
        next();
        return done.future()
                .eventually(() -> vertx.executeBlocking(() -> {
                    reader.close();
                    return null;
                }));
    }

    private void next() {
        PieceLayout layout = reader.layout();
        int first = layout.pieceAt(at);
        int last = Math.min(first + PIECES_AT_ONCE - 1, layout.pieceAt(range.to() - 1));
        reading = true;
        vertx.executeBlocking(() -> reader.pieces(first, last), false).onComplete(read -> {
            reading = false;
            if (left) {
                done.tryComplete(at - range.from());
            } else if (read.failed()) {
                done.tryFail(read.cause());
            } else {
                write(read.result(), layout.offsetOf(first));
            }
        });
    }

    private void write(Buffer pieces, long offset) {
        int from = (int) (at - offset);
        int to = (int) Math.min(pieces.length(), range.to() - offset);
        Buffer part = pieces.slice(from, to);
        at += part.length();
        if (at == range.to()) {
            // Whether the viewer took the last bytes concerns nobody here: the future is dropped.
            response.end(part);
            done.tryComplete(at - range.from());
            return;
        }
        response.write(part);
        if (response.writeQueueFull()) {
            response.drainHandler(drained -> {
                response.drainHandler(null);
                next();
            });
        } else {
            next();
        }
    }

    private void leave() {
        left = true;
        if (!reading) {
            done.tryComplete(at - range.from());
        }
    }
}
