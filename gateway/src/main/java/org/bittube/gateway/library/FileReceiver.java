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
 * Takes the body of a request to a file, as fast as the disk takes it: never more than two write queues of it are in memory. Of
 * a body that ends too soon, what came stays in the file. Confined to its event loop.
 */
public final class FileReceiver {
    private static final int QUEUE_BYTES = 1 << 20;

    private final HttpServerRequest request;
    private final AsyncFile file;
    private final long most;
    private final Promise<Long> done = Promise.promise();

    private long received;
    private boolean over;

    private FileReceiver(HttpServerRequest request, AsyncFile file, long most) {
        this.request = request;
        this.file = file;
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
        return vertx.fileSystem().open(target.toString(), options).compose(file -> {
            file.setWritePos(from).setWriteQueueMaxSize(QUEUE_BYTES);
            return new FileReceiver(request, file, most).run();
        });
    }

    private Future<Long> run() {
        file.exceptionHandler(failure -> end(noSpace()));
        file.drainHandler(ready -> {
            if (!over) {
                request.resume();
            }
        });
        request.exceptionHandler(failure -> end(new LibraryException(
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
        file.write(chunk).onFailure(failure -> end(noSpace()));
        if (file.writeQueueFull()) {
            request.pause();
        }
    }

    private void end(@Nullable LibraryException failure) {
        if (over) {
            return;
        }
        over = true;
        file.close().onComplete(closed -> {
            if (failure == null && closed.succeeded()) {
                done.complete(received);
            } else {
                done.fail(failure == null ? noSpace() : failure);
            }
        });
    }

    private static LibraryException noSpace() {
        return new LibraryException(
                Reason.NO_SPACE, "The gateway's disk takes no more: free some space, then send the file again.");
    }
}
