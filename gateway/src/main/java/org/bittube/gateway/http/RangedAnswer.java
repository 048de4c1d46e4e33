package org.bittube.gateway.http;

import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;

/**
 * Status and headers of an answer with a whole file, or with the part of it that was asked for (RFC 9110 §14).
 *
 * @param range the bytes to send
 * @param size of the whole file
 * @param isPart whether only a part was asked for
 */
public record RangedAnswer(ByteRange range, long size, boolean isPart) {

    /**
     * What a request wants.
     *
     * @param header the Range header as far as it counts here; null for none
     * @return null after the request was answered 416
     */
    public static @Nullable RangedAnswer of(HttpServerResponse response, @Nullable String header, long size) {
        ByteRange asked = ByteRange.parse(header, size);
        if (ByteRange.NOTHING.equals(asked)) {
            response.putHeader("Content-Range", "bytes */" + size);
            // The future is dropped: whether the viewer still hears it concerns nobody here.
            Problem.of(416, "No such range", "There are " + size + " bytes; ask for some of them.")
                    .send(response);
            return null;
        }
        return asked == null ? whole(size) : new RangedAnswer(asked, size, true);
    }

    /** All of a file. */
    public static RangedAnswer whole(long size) {
        return new RangedAnswer(new ByteRange(0, size), size, false);
    }

    /** Sets status and headers, but for those that say what the file is. */
    public void write(HttpServerResponse response) {
        response.putHeader("Accept-Ranges", "bytes").putHeader("Content-Length", Long.toString(range.length()));
        if (isPart) {
            response.setStatusCode(206)
                    .putHeader("Content-Range", "bytes " + range.from() + "-" + (range.to() - 1) + "/" + size);
        }
    }
}
