package org.bittube.gateway.library;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Consumer;
import org.bittube.db.objects.ObjectRecord;
import org.bittube.gateway.http.BearerToken;
import org.bittube.gateway.http.CrossOrigin;
import org.bittube.gateway.http.EgressLedger;
import org.bittube.gateway.http.Problem;
import org.bittube.gateway.object.PieceLayout;
import org.bittube.gateway.swarm.PullPath;
import org.bittube.gateway.swarm.PullRate;
import org.bittube.gateway.swarm.PullsUnderWay;
import org.bittube.gateway.swarm.ViewerAddress;
import org.jspecify.annotations.Nullable;

/** Objects over HTTP, for everybody: docs/protocol.md section 7. Confined to its event loop. */
public final class ObjectHandler {
    /** The most pieces in one answer. */
    static final int MAX_PIECES = 32;

    /** Answers that viewers have not taken yet: of all, and of one address. A file on its way counts as one chunk. */
    private static final long MAX_UNTAKEN_BYTES = 256L << 20;

    private static final long MAX_UNTAKEN_BYTES_EACH = 32L << 20;
    private static final int FILE_BYTES = 8 * PieceLayout.PIECE_BYTES;
    private static final long PATIENCE_MILLIS = 30_000;

    private static final String FOREVER = "max-age=31536000, immutable";

    private final Vertx vertx;
    private final Library library;
    private final String tracker;
    private final EgressLedger egress;
    private final PullRate rate;
    private final ViewerAddress addresses;
    private final ObjectAccess access;
    private final PullsUnderWay underWay = new PullsUnderWay(MAX_UNTAKEN_BYTES, MAX_UNTAKEN_BYTES_EACH);

    /**
     * Serves nothing before {@link #mount}.
     *
     * @param tracker what {@code info.json} names as tracker: a URL, or a reference relative to that of {@code info.json}
     * @param addresses tells viewers apart, for the rate and for those who guess
     */
    public ObjectHandler(
            Vertx vertx,
            Library library,
            String tracker,
            EgressLedger egress,
            PullRate rate,
            ViewerAddress addresses,
            ObjectAccess access) {
        this.vertx = vertx;
        this.library = library;
        this.tracker = tracker;
        this.egress = egress;
        this.rate = rate;
        this.addresses = addresses;
        this.access = access;
    }

    /** Adds the routes. */
    public void mount(Router router) {
        route(router, "/objects").handler(context -> withinRate(context, address -> list(context)));
        on(router, "/objects/:id", this::file);
        on(router, "/objects/:id/info.json", this::info);
        on(router, "/objects/:id/descriptor", this::descriptor);
        on(router, "/objects/:id/hashes/:group", this::hashes);
        on(router, "/objects/:id/pieces/:range", this::pieces);
    }

    private void on(Router router, String path, Consumer<Request> answer) {
        route(router, path).handler(context -> admit(context, answer));
    }

    private static Route route(Router router, String path) {
        router.options(path).handler(context -> CrossOrigin.preflight(context.response()));
        return router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD);
    }

    private void withinRate(RoutingContext context, Consumer<String> answer) {
        String address = addresses.of(context.request());
        long delayMillis = rate.delayMillis(address);
        if (delayMillis > 0) {
            refuse(
                    context,
                    Problem.temporary(
                            429, "Too many requests", "Ask for up to 32 pieces at once, less often.", delayMillis));
        } else {
            answer.accept(address);
        }
    }

    private void admit(RoutingContext context, Consumer<Request> answer) {
        withinRate(context, address -> {
            ObjectRecord object = library.find(context.pathParam("id"));
            if (object == null) {
                refuse(context, Problem.of(404, "Unknown object", "There is no object of this id; check the address."));
                return;
            }
            switch (access.of(object, BearerToken.ofViewer(context), address)) {
                case GRANTED -> answer.accept(new Request(context, object, address));
                case TOO_OFTEN ->
                    refuse(
                            context,
                            Problem.temporary(
                                    429,
                                    "Too many wrong tokens",
                                    "Too many wrong tokens came from your address: wait a little.",
                                    access.waitMillis(address)));
                case DENIED -> {
                    context.response().putHeader("WWW-Authenticate", "Bearer");
                    refuse(
                            context,
                            Problem.of(
                                    401,
                                    "Not authorised",
                                    "This object needs its token: ask who gave you the address."));
                }
            }
        });
    }

    private void list(RoutingContext context) {
        JsonObject page = ObjectJson.page(
                library,
                context.queryParams().get("after"),
                object -> object.visibility().equals(Visibility.PUBLIC.text()),
                ObjectJson::entry);
        if (page == null) {
            refuse(context, Problem.of(400, "Bad page", "Give as after what next of the page before says."));
        } else {
            json(context, page);
        }
    }

    private void info(Request request) {
        json(request.context(), ObjectJson.info(request.object(), tracker));
    }

    private static void json(RoutingContext context, JsonObject body) {
        CrossOrigin.allow(context.response())
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
                .end(body.toBuffer());
    }

    private void descriptor(Request request) {
        library.descriptor(request.object().id())
                .onSuccess(bytes -> send(request, bytes))
                .onFailure(request.context()::fail);
    }

    private void hashes(Request request) {
        PieceLayout layout = new PieceLayout(request.object().sizeBytes());
        long group =
                PullPath.number(request.param("group"), layout.groups() - 1L).orElse(-1);
        if (group < 0) {
            refuse(
                    request.context(),
                    Problem.of(
                            400, "Bad group", "This object has the hash groups 0 to " + (layout.groups() - 1) + "."));
            return;
        }
        read(request, reader -> reader.hashes((int) group)).onSuccess(answer -> send(request, answer));
    }

    private void pieces(Request request) {
        PieceLayout layout = new PieceLayout(request.object().sizeBytes());
        PullPath.Range range = PullPath.range(request.param("range"));
        if (range == null || range.first() < 1 || range.last() > layout.pieces() || range.count() > MAX_PIECES) {
            String detail = "Ask for first-last, two numbers from 1 to " + layout.pieces() + ", at most 32 pieces.";
            refuse(request.context(), Problem.of(400, "Bad range", detail));
            return;
        }
        int most = (int) range.count() * PieceLayout.PIECE_BYTES;
        if (begin(request, most)) {
            HttpServerResponse response = request.context().response();
            long impatience = vertx.setTimer(PATIENCE_MILLIS, timer -> response.reset());
            read(request, reader -> reader.pieces((int) range.first(), (int) range.last()))
                    .compose(body -> send(request, body)
                            .onSuccess(sent -> egress.of(request.object().id()).addPull(body.length())))
                    .onComplete(result -> {
                        vertx.cancelTimer(impatience);
                        underWay.end(request.address(), most);
                    });
        }
    }

    private boolean begin(Request request, int bytes) {
        boolean begun = underWay.begin(request.address(), bytes);
        if (!begun) {
            refuse(
                    request.context(),
                    Problem.temporary(503, "Gateway is full", "Read what you asked for, then ask again.", 1_000));
        }
        return begun;
    }

    private void file(Request request) {
        FileHead head = FileHead.of(request.context(), request.object());
        if (head == null) {
            return;
        }
        head.write(cacheControl(request.object()));
        if (head.isAll()) {
            request.context().response().end();
        } else if (begin(request, FILE_BYTES)) {
            ObjectRecord object = request.object();
            vertx.executeBlocking(
                            () -> ObjectReader.open(library.folder(), object.id(), object.root(), object.sizeBytes()),
                            false)
                    .compose(reader -> new FileAnswer(vertx, request.context().response(), reader, head.range()).send())
                    .onSuccess(sent -> egress.of(object.id()).addRelay(sent))
                    .onFailure(failure -> failed(request, failure))
                    .onComplete(result -> underWay.end(request.address(), FILE_BYTES));
        }
    }

    /** Reads on a worker thread; a failure has been answered when the future fails. */
    private Future<Buffer> read(Request request, Reading reading) {
        ObjectRecord object = request.object();
        return vertx.executeBlocking(
                        () -> {
                            try (ObjectReader reader = ObjectReader.open(
                                    library.folder(), object.id(), object.root(), object.sizeBytes())) {
                                return reading.of(reader);
                            }
                        },
                        false)
                .onFailure(failure -> failed(request, failure));
    }

    private void failed(Request request, Throwable failure) {
        HttpServerResponse response = request.context().response();
        if (!(failure instanceof DamagedException damage)) {
            request.context().fail(failure);
            return;
        }
        if (library.find(request.object().id()) == null) {
            refuse(request.context(), Problem.of(404, "Unknown object", "This object has just been deleted."));
            return;
        }
        library.damaged(request.object().id(), damage);
        if (response.headWritten()) {
            // Half of a file that looks like a whole one would be worse than an end that is seen to be none.
            response.reset();
        } else {
            FileHead.forget(response);
            refuse(
                    request.context(),
                    Problem.of(
                            410,
                            "Damaged",
                            "This part of the file is lost or altered on the server's disk: other viewers may still have"
                                    + " it, and the operator can repair it by uploading the same file again."));
        }
    }

    private static Future<Void> send(Request request, Buffer body) {
        return CrossOrigin.allow(request.context().response())
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/octet-stream")
                .putHeader(HttpHeaders.CACHE_CONTROL, cacheControl(request.object()))
                .end(body);
    }

    private static String cacheControl(ObjectRecord object) {
        return (object.tokenHash() == null ? "public, " : "private, ") + FOREVER;
    }

    private static void refuse(RoutingContext context, Problem problem) {
        // The future is dropped: whether the viewer still hears it concerns nobody here.
        problem.send(context.response());
    }

    /** Something to read of an open object. */
    @FunctionalInterface
    private interface Reading {
        Buffer of(ObjectReader reader) throws DamagedException;
    }

    /** One request about one object that its viewer may see. */
    private record Request(RoutingContext context, ObjectRecord object, String address) {
        @Nullable
        String param(String name) {
            return context.pathParam(name);
        }
    }
}
