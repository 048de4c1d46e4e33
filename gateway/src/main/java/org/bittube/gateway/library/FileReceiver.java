package org.bittube.gateway.library;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpServerRequest;
import java.nio.file.Path;
import org.bittube.gateway.library.LibraryException.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Takes the body of a request to a file, as fast as the disk takes it: never much more than twice {@value #QUEUE_BYTES} bytes
 * of it are in memory. One write follows the other, so a file never has a hole: of a body that ends too soon, what came is
 * there up to a byte. Confined to its event loop.
 */
public final class FileReceiver {
    private static final int QUEUE_BYTES = 1 << 20;

    private final HttpServerRequest request;
    private final AsyncFile file;
    private final long most;
    private final Promise<Long> done = Promise.promise();

    private Buffer waiting = Buffer.buffer();
    private boolean writing;
    private long received;
    private long offset;
    private boolean over;
    private @Nullable LibraryException failure;

    private FileReceiver(HttpServerRequest request, AsyncFile file, long from, long most) {
        this.request = request;
        this.file = file;
        this.offset = from;
        this.most = most;
    }

    /**
     * Receives a body; the request must be paused.
     *
     * @param from where in the file the body begins
     * @param most bytes of the body at most
     * @return the bytes of the body, all of them in the file; fails with CUT_OFF, TOO_LARGE or NO_SPACE
     */
    public static Future<Long> receive(Vertx vertx, HttpServerRequest request, Path target, long from, long most) {
        OpenOptions options = new OpenOptions().setCreate(true).setRead(false).setWrite(true);
        return vertx.fileSystem()
                .open(target.toString(), options)
                .compose(file -> new FileReceiver(request, file, from, most).run());
    }

    private Future<Long> run() {
        request.exceptionHandler(gone -> end(new LibraryException(
                Reason.CUT_OFF, "The upload ended too soon: send it again, or go on with a resumable one.")));
        request.endHandler(end -> end(null));
        request.handler(this::accept);
        request.resume();
        return done.future();
    }

    private void accept(Buffer chunk) {
        if (over) {
            return;
        }
        received += chunk.length();
        if (received > most) {
            end(new LibraryException(Reason.TOO_LARGE, "The body is longer than it may be: see upload-megabytes."));
            return;
        }
        waiting.appendBuffer(chunk);
        if (waiting.length() >= QUEUE_BYTES) {
            request.pause();
        }
        write();
    }

    private void end(@Nullable LibraryException why) {
        if (!over) {
            over = true;
            failure = why;
            write();
        }
    }

    private void write() {
        if (writing) {
            return;
        }
        if (waiting.length() == 0) {
            if (over) {
                close();
            }
            return;
        }
        writing = true;
        Buffer next = waiting;
        waiting = Buffer.buffer();
        file.write(next, offset).onComplete(written -> {
            writing = false;
            offset += next.length();
            if (written.failed()) {
                waiting = Buffer.buffer();
                over = true;
                failure = noSpace();
            } else if (!over) {
                request.resume();
            }
            write();
        });
    }

    private void close() {
        file.flush().eventually(file::close).onComplete(closed -> {
            LibraryException why = failure;
            if (why == null && closed.failed()) {
                why = noSpace();
            }
            if (why == null) {
                done.complete(received);
            } else {
                done.fail(why);
            }
        });
    }

    private static LibraryException noSpace() {
        return new LibraryException(
                Reason.NO_SPACE, "The gateway's disk takes no more: free some space, then send the file again.");
    }
}
