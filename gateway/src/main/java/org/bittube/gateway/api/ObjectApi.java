package org.bittube.gateway.api;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Function;
import org.bittube.db.objects.ObjectRecord;
import org.bittube.gateway.http.EgressLedger;
import org.bittube.gateway.http.EgressTotals;
import org.bittube.gateway.http.JsonAnswer;
import org.bittube.gateway.http.RequestBody;
import org.bittube.gateway.library.FileReceiver;
import org.bittube.gateway.library.Library;
import org.bittube.gateway.library.LibraryException;
import org.bittube.gateway.library.ObjectJson;
import org.bittube.gateway.library.Offer;
import org.bittube.gateway.library.Visibility;
import org.bittube.gateway.object.Descriptor;

/** Objects over HTTP for the operator: docs/protocol.md section 7. Confined to its event loop. */
public final class ObjectApi {
    private static final Set<String> FIELDS = Set.of("title", "visibility");

    private final Vertx vertx;
    private final Library library;
    private final EgressLedger egress;
    private final Function<String, Future<Boolean>> deleteRecording;
    private final Handler<RoutingContext> adminOnly;

    /**
     * Answers nothing before {@link #mount}.
     *
     * @param deleteRecording deletes a recording, given by its id, and the object made of it; false when there is none
     */
    public ObjectApi(
            Vertx vertx,
            Library library,
            EgressLedger egress,
            Function<String, Future<Boolean>> deleteRecording,
            Handler<RoutingContext> adminOnly) {
        this.vertx = vertx;
        this.library = library;
        this.egress = egress;
        this.deleteRecording = deleteRecording;
        this.adminOnly = adminOnly;
    }

    /** Adds {@code /api/objects}. */
    public void mount(Router router) {
        router.route("/api/objects*").handler(adminOnly).failureHandler(ApiFailures::answer);
        router.post("/api/objects").handler(this::upload);
        router.get("/api/objects").handler(this::list);
        router.get("/api/objects/:id").handler(request -> answer(request, 200, shown(object(request))));
        router.patch("/api/objects/:id")
                .handler(BodyHandler.create(false).setBodyLimit(JsonBody.MOST_BYTES))
                .handler(this::change);
        router.delete("/api/objects/:id").handler(this::delete);
    }

    private void upload(RoutingContext context) {
        HttpServerRequest request = context.request();
        request.pause();
        try {
            Offer offer = Offer.of(
                    name(context), UploadRoom.visibility(context.queryParams().get("visibility")));
            UploadRoom.check(library, request);
            if (RequestBody.waits(request)) {
                context.response().writeContinue();
            }
            receive(context, offer);
        } catch (ProblemException | LibraryException refused) {
            UploadRoom.refuse(context, refused);
        }
    }

    private void receive(RoutingContext context, Offer offer) {
        HttpServerRequest request = context.request();
        vertx.executeBlocking(() -> library.folder().newIncoming())
                .compose(folder -> FileReceiver.receive(
                                vertx,
                                request,
                                folder.resolve("content"),
                                0,
                                library.limits().mostFileBytes())
                        .compose(bytes -> library.add(folder, offer), failure -> discard(folder, failure)))
                .onSuccess(added -> {
                    String id = added.object().id();
                    JsonObject json = new JsonObject()
                            .put("id", id)
                            .put("created", added.created())
                            .put("addresses", addresses(id));
                    if (!added.note().isEmpty()) {
                        json.put("note", added.note());
                    }
                    answer(context, added.created() ? 201 : 200, json);
                })
                .onFailure(failure -> UploadRoom.refuse(context, failure));
    }

    private Future<Library.Added> discard(Path folder, Throwable failure) {
        return vertx.executeBlocking(() -> {
                    library.folder().discard(folder);
                    return null;
                })
                .transform(done -> Future.failedFuture(failure));
    }

    private static String name(RoutingContext context) {
        String name = context.queryParams().get("name");
        if (name == null || !Descriptor.isName(name)) {
            throw new ProblemException(
                    400,
                    "Give the file's name, of 1 to 255 characters without / and \\: POST /api/objects?name=clip.flv.");
        }
        return name;
    }

    private void list(RoutingContext context) {
        JsonObject page = ObjectJson.page(library, context.queryParams().get("after"), object -> true, this::shown);
        if (page == null) {
            throw new ProblemException(400, "Give as after what next of the page before says.");
        }
        answer(context, 200, page);
    }

    private void change(RoutingContext context) {
        JsonBody body = JsonBody.of(context, FIELDS);
        String title = body.get("title") == null ? null : title(body.text("title"));
        Visibility visibility = body.get("visibility") == null ? null : visibility(body.text("visibility"));
        library.change(object(context).id(), title, visibility)
                .onFailure(context::fail)
                .onSuccess(changed -> {
                    JsonObject json = shown(changed.object());
                    if (changed.token() != null) {
                        json.put("token", changed.token());
                    }
                    answer(context, 200, json);
                });
    }

    private void delete(RoutingContext context) {
        ObjectRecord object = object(context);
        String asked = context.queryParams().get("recording");
        if (asked != null && !asked.equals("delete")) {
            throw new ProblemException(400, "Give recording=delete to delete the recording, too, or leave it out.");
        }
        String recording = asked == null ? null : object.recording();
        Future<Boolean> recorded = recording == null ? Future.succeededFuture(false) : deleteRecording.apply(recording);
        recorded.compose(gone -> gone ? Future.succeededFuture() : library.delete(object.id()))
                .onFailure(context::fail)
                .onSuccess(done -> {
                    egress.forget(object.id());
                    context.response().setStatusCode(204).end();
                });
    }

    private ObjectRecord object(RoutingContext context) {
        ObjectRecord object = library.find(context.pathParam("id"));
        if (object == null) {
            throw new ProblemException(404, "There is no object of this id: GET /api/objects lists them.");
        }
        return object;
    }

    private JsonObject shown(ObjectRecord object) {
        EgressTotals sent = egress.of(object.id()).totals();
        JsonObject json = ObjectJson.entry(object)
                .put("visibility", object.visibility())
                .put("viewers", library.viewers(object.id()))
                .put(
                        "egress",
                        new JsonObject().put("fileBytes", sent.relayBytes()).put("pieceBytes", sent.pullBytes()))
                .put("addresses", addresses(object.id()));
        if (object.recording() != null) {
            json.put("recording", object.recording());
        }
        String damage = library.damage(object.id());
        return damage == null ? json : json.put("damage", damage);
    }

    /** Relative to the gateway's own. */
    private static JsonObject addresses(String id) {
        return new JsonObject().put("watch", "/objects/" + id + "/watch").put("file", "/objects/" + id);
    }

    private static String title(String title) {
        if (title.isBlank() || title.length() > 255 || title.chars().anyMatch(Character::isISOControl)) {
            throw new ProblemException(400, "A title has 1 to 255 characters, no control characters among them.");
        }
        return title;
    }

    private static Visibility visibility(String text) {
        return Visibility.of(text)
                .orElseThrow(() -> new ProblemException(400, "\"visibility\" must be public, unlisted or token."));
    }

    private static void answer(RoutingContext context, int status, JsonObject body) {
        if (context.request().method().equals(HttpMethod.POST) && status == 201) {
            context.response().putHeader(HttpHeaders.LOCATION, "/api/objects/" + body.getString("id"));
        }
        JsonAnswer.send(context.response(), status, body.encode());
    }
}
