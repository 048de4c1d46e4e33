package org.bittube.gateway.api;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.bittube.gateway.http.RequestBody;
import org.bittube.gateway.library.Library;
import org.bittube.gateway.library.LibraryException;
import org.bittube.gateway.library.Offer;
import org.bittube.gateway.library.Upload;
import org.bittube.gateway.library.Uploads;
import org.bittube.gateway.object.Descriptor;
import org.jspecify.annotations.Nullable;

/** Resumable uploads: the core of tus 1.0.0 with the extensions creation and termination. Confined to its event loop. */
public final class UploadApi {
    private static final String VERSION = "1.0.0";
    private static final String PART = "application/offset+octet-stream";
    private static final String RESUMABLE = "Tus-Resumable";
    private static final String OFFSET = "Upload-Offset";
    private static final String LENGTH = "Upload-Length";

    private final Library library;
    private final Uploads uploads;
    private final Handler<RoutingContext> adminOnly;

    public UploadApi(Library library, Uploads uploads, Handler<RoutingContext> adminOnly) {
        this.library = library;
        this.uploads = uploads;
        this.adminOnly = adminOnly;
    }

    /** Adds {@code /api/uploads}. */
    public void mount(Router router) {
        router.options("/api/uploads*").handler(this::options);
        router.route("/api/uploads*")
                .handler(adminOnly)
                .handler(UploadApi::version)
                .failureHandler(ApiFailures::answer);
        router.post("/api/uploads").handler(this::create);
        router.head("/api/uploads/:id").handler(this::head);
        router.patch("/api/uploads/:id").handler(this::part);
        router.delete("/api/uploads/:id").handler(this::delete);
    }

    private void options(RoutingContext context) {
        resumable(context)
                .setStatusCode(204)
                .putHeader("Tus-Version", VERSION)
                .putHeader("Tus-Extension", "creation,termination")
                .putHeader("Tus-Max-Size", Long.toString(library.limits().mostFileBytes()))
                .end();
    }

    private static void version(RoutingContext context) {
        resumable(context);
        if (VERSION.equals(context.request().getHeader(RESUMABLE))) {
            context.next();
        } else {
            context.response().putHeader("Tus-Version", VERSION);
            refuse(context, new ProblemException(412, "Send Tus-Resumable: 1.0.0, the only version spoken here."));
        }
    }

    private void create(RoutingContext context) {
        try {
            long length = number(context.request(), LENGTH);
            if (length < 1) {
                throw new ProblemException(400, "Give Upload-Length, the bytes of the whole file, at least 1.");
            }
            UploadRoom.check(library, length);
            uploads.create(offer(context.request()), length)
                    .onFailure(failure -> refuse(context, failure))
                    .onSuccess(upload -> context.response()
                            .setStatusCode(201)
                            .putHeader(HttpHeaders.LOCATION, "/api/uploads/" + upload.id())
                            .end());
        } catch (ProblemException | LibraryException refused) {
            refuse(context, refused);
        }
    }

    private void head(RoutingContext context) {
        Upload upload = uploads.find(context.pathParam("id"));
        if (upload == null) {
            refuse(context, unknown());
            return;
        }
        state(context, upload)
                .putHeader(LENGTH, Long.toString(upload.lengthBytes()))
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end();
    }

    private void part(RoutingContext context) {
        HttpServerRequest request = context.request();
        request.pause();
        Upload upload = uploads.find(context.pathParam("id"));
        if (upload == null) {
            refuse(context, unknown());
        } else if (!PART.equals(request.getHeader(HttpHeaders.CONTENT_TYPE))) {
            refuse(context, new ProblemException(415, "Send the part with Content-Type: " + PART + "."));
        } else if (!upload.isBusy() && number(request, OFFSET) != upload.offset()) {
            context.response().putHeader(OFFSET, Long.toString(upload.offset()));
            refuse(context, new ProblemException(409, "Go on at the Upload-Offset that HEAD tells."));
        } else {
            if (RequestBody.waits(request)) {
                context.response().writeContinue();
            }
            uploads.receive(upload, request)
                    .onFailure(failure -> refuse(context, failure))
                    .onSuccess(done -> state(context, upload).setStatusCode(204).end());
        }
    }

    private void delete(RoutingContext context) {
        Upload upload = uploads.find(context.pathParam("id"));
        if (upload == null) {
            refuse(context, unknown());
            return;
        }
        uploads.delete(upload)
                .onFailure(failure -> refuse(context, failure))
                .onSuccess(done -> context.response().setStatusCode(204).end());
    }

    /** Headers that say how far an upload is. */
    private static HttpServerResponse state(RoutingContext context, Upload upload) {
        HttpServerResponse response = context.response().putHeader(OFFSET, Long.toString(upload.offset()));
        String object = upload.object();
        return object == null ? response : response.putHeader("BitTube-Object", object);
    }

    private static HttpServerResponse resumable(RoutingContext context) {
        return context.response().putHeader(RESUMABLE, VERSION);
    }

    private static void refuse(RoutingContext context, Throwable why) {
        UploadRoom.refuse(context, why);
    }

    private static ProblemException unknown() {
        return new ProblemException(404, "There is no upload of this id, or it was too long ago: begin a new one.");
    }

    /** A number in a header; −1 when it is missing or none. */
    private static long number(HttpServerRequest request, String header) {
        String text = request.getHeader(header);
        return text != null && text.matches("[0-9]{1,15}") ? Long.parseLong(text) : -1;
    }

    private static Offer offer(HttpServerRequest request) {
        String header = request.getHeader("Upload-Metadata");
        String name = metadata(header, "filename");
        if (name == null || !Descriptor.isName(name)) {
            throw new ProblemException(
                    400,
                    "Give Upload-Metadata: filename and, in base64, a name of 1 to 255 characters without / and \\.");
        }
        return Offer.of(name, UploadRoom.visibility(metadata(header, "visibility")));
    }

    private static @Nullable String metadata(@Nullable String header, String key) {
        if (header == null) {
            return null;
        }
        for (String pair : header.split(",", -1)) {
            String[] words = pair.strip().split(" ", -1);
            if (words.length == 2 && words[0].equals(key)) {
                try {
                    return new String(Base64.getDecoder().decode(words[1]), StandardCharsets.UTF_8);
                } catch (IllegalArgumentException notBase64) {
                    return null;
                }
            }
        }
        return null;
    }
}
