package org.bittube.gateway.library;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import org.bittube.db.objects.ObjectRecord;
import org.bittube.gateway.http.ByteRange;
import org.bittube.gateway.http.CrossOrigin;
import org.bittube.gateway.http.RangedAnswer;
import org.jspecify.annotations.Nullable;

/** Status and headers of an answer with a whole file or a part of it (RFC 9110 §13 and §14). */
final class FileHead {
    private final HttpServerRequest request;
    private final ObjectRecord object;
    private final boolean attachment;
    private final boolean unchanged;
    private final RangedAnswer answer;

    private FileHead(
            HttpServerRequest request,
            ObjectRecord object,
            boolean attachment,
            boolean unchanged,
            RangedAnswer answer) {
        this.request = request;
        this.object = object;
        this.attachment = attachment;
        this.unchanged = unchanged;
        this.answer = answer;
    }

    /** What the request wants; null after it was answered 416. */
    static @Nullable FileHead of(RoutingContext context, ObjectRecord object) {
        HttpServerRequest request = context.request();
        String tag = tag(object);
        String ifRange = request.getHeader("If-Range");
        boolean ranged = request.method().equals(HttpMethod.GET) && (ifRange == null || ifRange.equals(tag));
        String known = request.getHeader(HttpHeaders.IF_NONE_MATCH);
        boolean unchanged = known != null && (known.strip().equals("*") || known.contains(tag));
        String range = ranged && !unchanged ? request.getHeader("Range") : null;
        RangedAnswer answer = RangedAnswer.of(context.response(), range, object.sizeBytes());
        return answer == null
                ? null
                : new FileHead(request, object, context.queryParams().contains("download"), unchanged, answer);
    }

    /** Whether status and headers are the whole answer. */
    boolean isAll() {
        return unchanged || request.method().equals(HttpMethod.HEAD);
    }

    ByteRange range() {
        return answer.range();
    }

    void write(String cacheControl) {
        HttpServerResponse response = CrossOrigin.allowFile(request.response())
                .putHeader(HttpHeaders.ETAG, tag(object))
                .putHeader(HttpHeaders.CACHE_CONTROL, cacheControl);
        if (unchanged) {
            response.setStatusCode(304);
            return;
        }
        answer.write(response);
        response.putHeader(HttpHeaders.CONTENT_TYPE, object.type())
                .putHeader("Content-Disposition", ContentDisposition.of(object.name(), attachment))
                // A file of somebody else's must not become a page of this site.
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Content-Security-Policy", "default-src 'none'; media-src 'self'; sandbox");
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
