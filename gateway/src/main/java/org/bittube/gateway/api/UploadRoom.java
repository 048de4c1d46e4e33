package org.bittube.gateway.api;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import org.bittube.gateway.library.Library;
import org.bittube.gateway.library.LibraryException;
import org.bittube.gateway.library.Visibility;
import org.jspecify.annotations.Nullable;

/** Whether there is room for an upload, found out before its body is read, and how one is refused. */
final class UploadRoom {
    /** So long a client may go on sending what nobody wants before its connection ends. */
    private static final long PATIENCE_MILLIS = 2_000;

    private UploadRoom() {}

    /**
     * Checks the length that the request says.
     *
     * @throws LibraryException TOO_LARGE or NO_SPACE
     */
    static void check(Library library, HttpServerRequest request) {
        check(library, length(request));
    }

    /**
     * Checks a length.
     *
     * @throws LibraryException TOO_LARGE or NO_SPACE
     */
    static void check(Library library, long bytes) {
        long most = library.limits().mostFileBytes();
        if (bytes > most) {
            throw new LibraryException(
                    LibraryException.Reason.TOO_LARGE,
                    "A file may have " + (most >> 20) + " MB here: send a smaller one, or raise upload-megabytes.");
        }
        if (bytes > library.folder().usableBytes() - library.limits().spareBytes()) {
            throw new LibraryException(
                    LibraryException.Reason.NO_SPACE,
                    "The gateway's disk has no room for it: free some space, then send the file again.");
        }
    }

    /**
     * Who may see an upload from the first moment on.
     *
     * @param asked null: everybody
     * @throws ProblemException 400 for anything but public and unlisted
     */
    static Visibility visibility(@Nullable String asked) {
        return Visibility.of(asked == null ? Visibility.PUBLIC.text() : asked)
                .filter(visibility -> visibility != Visibility.TOKEN)
                .orElseThrow(() -> new ProblemException(
                        400, "An upload may be public or unlisted; PATCH the object to give it a token then."));
    }

    /** Whether the client waits to be told to go on (RFC 9110 §10.1.1). */
    static boolean waits(HttpServerRequest request) {
        return "100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT));
    }

    /** Answers with the problem, and lets go of a client that goes on sending. */
    static void refuse(RoutingContext context, Throwable failure) {
        HttpServerRequest request = context.request();
        if (!request.isEnded() && hasBody(request)) {
            context.response().putHeader(HttpHeaders.CONNECTION, "close");
            long impatience = context.vertx()
                    .setTimer(PATIENCE_MILLIS, timer -> request.connection().close());
            request.exceptionHandler(gone -> context.vertx().cancelTimer(impatience));
            request.endHandler(end -> context.vertx().cancelTimer(impatience));
            // Read and thrown away: a connection that is reset at once may take the answer with it.
            request.handler(chunk -> {});
            request.resume();
        }
        context.fail(failure);
    }

    private static boolean hasBody(HttpServerRequest request) {
        return length(request) > 0 || request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
    }

    private static long length(HttpServerRequest request) {
        String header = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return header == null ? 0 : Long.parseLong(header);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
