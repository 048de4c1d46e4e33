package org.bittube.gateway.api;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bittube.db.recordings.RecordingRecord;
import org.bittube.gateway.http.JsonAnswer;
import org.bittube.gateway.recorder.RecorderStatus;
import org.bittube.gateway.recorder.Recorders;
import org.jspecify.annotations.Nullable;

/** The recordings of a channel over HTTP for the operator: docs/protocol.md section 8. Confined to its event loop. */
public final class RecordingApi {
    private static final int PAGE = 100;
    private static final Pattern PLACE = Pattern.compile("(0|[1-9][0-9]{0,14})\\.([A-Za-z0-9_-]{1,64})");

    private final Recorders recorders;
    private final Function<String, @Nullable String> objectOf;
    private final Handler<RoutingContext> adminOnly;

    /**
     * Answers nothing before {@link #mount}.
     *
     * @param objectOf id of the object that was made of a recording, given by its id; null when there is none
     */
    public RecordingApi(
            Recorders recorders, Function<String, @Nullable String> objectOf, Handler<RoutingContext> adminOnly) {
        this.recorders = recorders;
        this.objectOf = objectOf;
        this.adminOnly = adminOnly;
    }

    /** Adds {@code /api/channels/{name}/recordings}. */
    public void mount(Router router) {
        String path = "/api/channels/:name/recordings";
        router.get(path).handler(adminOnly).handler(this::list).failureHandler(ApiFailures::answer);
        router.delete(path + "/:id").handler(adminOnly).handler(this::delete).failureHandler(ApiFailures::answer);
    }

    private void list(RoutingContext context) {
        String channel = context.pathParam("name");
        RecorderStatus status = recorders.status(channel);
        List<RecordingRecord> finished = recorders.finished(channel);
        if (status == null && finished.isEmpty()) {
            throw new ProblemException(404, "There is no channel of this name, nor a recording of one.");
        }
        String after = context.queryParams().get("after");
        JsonArray recordings = new JsonArray();
        if (after == null && status != null && status.since() != null) {
            recordings.add(growing(status, status.since()));
        }
        JsonObject page = new JsonObject().put("recordings", recordings);
        RecordingRecord last = null;
        for (RecordingRecord one : after == null ? finished : before(finished, after)) {
            if (recordings.size() >= PAGE && last != null) {
                page.put("next", last.started().toEpochMilli() + "." + last.id());
                break;
            }
            recordings.add(whole(one));
            last = one;
        }
        JsonAnswer.send(context.response(), page.encode());
    }

    private void delete(RoutingContext context) {
        String channel = context.pathParam("name");
        String id = context.pathParam("id");
        RecorderStatus status = recorders.status(channel);
        if (status != null && id.equals(status.id())) {
            throw new ProblemException(409, "This is being recorded: end it first, with PATCH and \"record\":false.");
        }
        boolean known =
                recorders.finished(channel).stream().anyMatch(one -> one.id().equals(id));
        Future<Boolean> deleted = known ? recorders.delete(id) : Future.succeededFuture(false);
        deleted.onFailure(context::fail).onSuccess(done -> {
            if (done) {
                context.response().setStatusCode(204).end();
            } else {
                context.fail(new ProblemException(404, "This channel has no recording of this id: GET lists them."));
            }
        });
    }

    private static JsonObject growing(RecorderStatus status, Instant since) {
        return entry(status.id(), status.file(), since, status.durationMillis(), status.bytes())
                .put("state", "recording");
    }

    private JsonObject whole(RecordingRecord one) {
        JsonObject json = entry(one.id(), one.file(), one.started(), one.durationMillis(), one.sizeBytes())
                .put("state", "finished");
        String object = objectOf.apply(one.id());
        return object == null ? json : json.put("object", object);
    }

    private static JsonObject entry(
            @Nullable String id, @Nullable String file, Instant started, long durationMillis, long bytes) {
        return new JsonObject()
                .put("id", id)
                .put("file", file)
                .put("startedAt", started.toString())
                .put("durationMillis", durationMillis)
                .put("bytes", bytes);
    }

    /** Those of a list, the newest first, that come behind that place. */
    private static List<RecordingRecord> before(List<RecordingRecord> newestFirst, String place) {
        Matcher parts = PLACE.matcher(place);
        if (!parts.matches()) {
            throw new ProblemException(400, "Give as after what next of the page before says.");
        }
        Instant started = Instant.ofEpochMilli(Long.parseLong(parts.group(1)));
        String id = parts.group(2);
        return newestFirst.stream()
                .filter(one -> one.started().isBefore(started)
                        || (one.started().equals(started) && one.id().compareTo(id) < 0))
                .toList();
    }
}
