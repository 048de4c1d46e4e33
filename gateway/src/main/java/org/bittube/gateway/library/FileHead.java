package org.bittube.gateway.library;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import org.bittube.db.objects.ObjectRecord;
import org.bittube.gateway.http.ByteRange;
import org.bittube.gateway.http.CrossOrigin;
import org.bittube.gateway.http.Problem;
import org.jspecify.annotations.Nullable;

/** Status and headers of an answer with a whole file or a part of it (RFC 9110 §13 and §14). */
final class FileHead {
    private final HttpServerRequest request;
    private final ObjectRecord object;
    private final boolean attachment;
    private final boolean unchanged;
    private final @Nullable ByteRange asked;

    private FileHead(
            HttpServerRequest request,
            ObjectRecord object,
            boolean attachment,
            boolean unchanged,
            @Nullable ByteRange asked) {
        this.request = request;
        this.object = object;
        this.attachment = attachment;
        this.unchanged = unchanged;
        this.asked = asked;
    }

    /** What the request wants; null after it was answered 416. */
    static @Nullable FileHead of(RoutingContext context, ObjectRecord object) {
        HttpServerRequest request = context.request();
        String tag = tag(object);
        String ifRange = request.getHeader("If-Range");
        boolean ranged = request.method().equals(HttpMethod.GET) && (ifRange == null || ifRange.equals(tag));
        ByteRange range = ranged ? ByteRange.parse(request.getHeader("Range"), object.sizeBytes()) : null;
        String known = request.getHeader(HttpHeaders.IF_NONE_MATCH);
        boolean unchanged = known != null && (known.strip().equals("*") || known.contains(tag));
        if (range != null && range.length() == 0 && !unchanged) {
            context.response().putHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + object.sizeBytes());
            Problem.of(416, "No such range", "The file has " + object.sizeBytes() + " bytes; ask for some of them.")
                    .send(context.response());
            return null;
        }
        return new FileHead(request, object, context.queryParams().contains("download"), unchanged, range);
    }

    /** Whether status and headers are the whole answer. */
    boolean isAll() {
        return unchanged || request.method().equals(HttpMethod.HEAD);
    }

    ByteRange range() {
        return asked == null ? new ByteRange(0, object.sizeBytes()) : asked;
    }

    void write(String cacheControl) {
        HttpServerResponse response = CrossOrigin.allowFile(request.response())
                .putHeader(HttpHeaders.ETAG, tag(object))
                .putHeader(HttpHeaders.CACHE_CONTROL, cacheControl)
                .putHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
        if (unchanged) {
            response.setStatusCode(304);
            return;
        }
        response.putHeader(HttpHeaders.CONTENT_TYPE, object.type())
                .putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(range().length()))
                .putHeader("Content-Disposition", ContentDisposition.of(object.name(), attachment))
                // A file of somebody else's must not become a page of this site.
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Content-Security-Policy", "default-src 'none'; media-src 'self'; sandbox");
        if (asked != null) {
            response.setStatusCode(206)
                    .putHeader(
                            HttpHeaders.CONTENT_RANGE,
                            "bytes " + asked.from() + "-" + (asked.to() - 1) + "/" + object.sizeBytes());
        }
    }

    /** Takes back what was set, so that a problem can be answered instead. */
    static void forget(HttpServerResponse response) {
        response.headers()
                .remove(HttpHeaders.ETAG)
                .remove(HttpHeaders.CONTENT_LENGTH)
                .remove(HttpHeaders.CONTENT_RANGE)
                .remove("Content-Disposition");
    }

    private static String tag(ObjectRecord object) {
        return '"' + object.id() + '"';
    }
}
