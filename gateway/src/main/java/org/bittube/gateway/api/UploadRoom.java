package org.bittube.gateway.api;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import org.bittube.gateway.http.RequestBody;
import org.bittube.gateway.library.Library;
import org.bittube.gateway.library.LibraryException;
import org.bittube.gateway.library.Visibility;
import org.jspecify.annotations.Nullable;

/** Whether there is room for an upload, found out before its body is read, and how one is refused. */
final class UploadRoom {
    private UploadRoom() {}

    /**
     * Checks the length that the request says.
     *
     * @throws LibraryException TOO_LARGE or NO_SPACE
     */
    static void check(Library library, HttpServerRequest request) {
        check(library, RequestBody.length(request));
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

    /** Answers with the problem, and lets go of a client that goes on sending. */
    static void refuse(RoutingContext context, Throwable failure) {
        RequestBody.discard(context.vertx(), context.request());
        context.fail(failure);
    }
}
