package org.bittube.gateway.recorder;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.FileNotFoundException;
import java.nio.file.NoSuchFileException;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;
import org.bittube.gateway.http.ByteRange;
import org.bittube.gateway.http.CrossOrigin;
import org.bittube.gateway.http.EgressLedger;
import org.bittube.gateway.http.Problem;
import org.bittube.gateway.http.RangedAnswer;

/**
 * What a viewer needs to go back in a stream that is being recorded: {@code recording.json} and {@code recording/…} of docs/protocol.md
 * section 8. Confined to its event loop.
 */
public final class RewindHandler {
    /** For most gateways: each keeps a file open. */
    public static final int MOST_ANSWERS = 512;

    private static final long FULL_RETRY_MILLIS = 2_000;
    private static final Problem NOT_KEPT = Problem.of(404, "No such recording", "Read recording.json again.");
    private static final Pattern TIME = Pattern.compile("0|[1-9][0-9]{0,14}");

    private final Recorders recorders;
    private final EgressLedger egress;
    private final ToLongFunction<HttpServerRequest> delayMillis;
    private final int mostAnswers;
    private int answers;

    /**
     * Serves nothing before {@link #mount}.
     *
     * @param delayMillis how long this viewer must wait before it may ask again; 0: it may now
     * @param mostAnswers files that are being sent, of all viewers together
     */
    public RewindHandler(
            Recorders recorders, EgressLedger egress, ToLongFunction<HttpServerRequest> delayMillis, int mostAnswers) {
        this.recorders = recorders;
        this.egress = egress;
        this.delayMillis = delayMillis;
        this.mostAnswers = mostAnswers;
    }

    /** Adds the routes. */
    public void mount(Router router) {
        mount(router, "/live/:group/recording.json", this::describe);
        mount(router, "/live/:group/recording/:id.json", this::describeFile);
        mount(router, "/live/:group/recording/:id", this::send);
    }

    private void mount(Router router, String path, Consumer<Rewind> answer) {
        router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD).handler(context -> admit(context, answer));
        router.options(path).handler(context -> CrossOrigin.preflight(context.response()));
    }

    private void admit(RoutingContext context, Consumer<Rewind> answer) {
        long wait = delayMillis.applyAsLong(context.request());
        ChannelRecorder recorder = recorders.find(context.pathParam("group"));
        if (wait > 0) {
            refuse(context, Problem.temporary(429, "Too many requests", "Ask for larger ranges, less often.", wait));
        } else if (recorder == null) {
            refuse(context, Problem.unknownGroup());
        } else {
            answer.accept(new Rewind(context, recorder));
        }
    }

    private void describe(Rewind rewind) {
        describe(rewind, after -> RewindJson.channel(rewind.recorder().take(), after));
    }

    private void describeFile(Rewind rewind) {
        String id = rewind.context().pathParam("id");
        RecordingTake take = rewind.recorder().takeWith(id);
        RecordingFile file = take == null ? null : take.find(id);
        if (take == null || file == null) {
            refuse(rewind.context(), NOT_KEPT);
        } else {
            describe(rewind, after -> RewindJson.file(take, file, after));
        }
    }

    private static void describe(Rewind rewind, LongFunction<JsonObject> body) {
        String after = rewind.context().request().getParam("after");
        if (after != null && !TIME.matcher(after).matches()) {
            refuse(rewind.context(), Problem.of(400, "Bad time", "Give after=MILLISECONDS, from recording.json."));
            return;
        }
        // The future is dropped: whether the viewer still hears it concerns nobody here.
        CrossOrigin.allow(rewind.response())
                .putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "no-cache")
                .end(body.apply(after == null ? -1 : Long.parseLong(after)).encode());
    }

    private void send(Rewind rewind) {
        String id = rewind.context().pathParam("id");
        RecordingTake take = rewind.recorder().takeWith(id);
        RecordingFile file = take == null ? null : take.find(id);
        if (file == null) {
            refuse(rewind.context(), NOT_KEPT);
            return;
        }
        HttpServerResponse response = rewind.response();
        String asked = rewind.context().request().getHeader("Range");
        RangedAnswer answer = RangedAnswer.of(response, asked, file.writtenBytes());
        if (answer == null) {
            return;
        }
        CrossOrigin.allowFile(response).putHeader("Content-Type", "video/x-flv").putHeader("Cache-Control", "no-cache");
        answer.write(response);
        if (rewind.context().request().method().equals(HttpMethod.HEAD)) {
            // The future is dropped: whether the viewer still hears it concerns nobody here.
            response.end();
        } else {
            send(rewind, file, answer.range());
        }
    }

    private void send(Rewind rewind, RecordingFile file, ByteRange range) {
        if (answers >= mostAnswers) {
            rewind.response().headers().clear();
            refuse(
                    rewind.context(),
                    Problem.temporary(503, "Gateway is full", "Many are reading; try later.", FULL_RETRY_MILLIS));
            return;
        }
        answers++;
        String group = rewind.recorder().stream().group();
        rewind.response()
                .sendFile(recorders.path(file.recording()).toString(), range.from(), range.length())
                .onSuccess(done -> egress.of(group).addRewind(range.length()))
                .onFailure(failure -> failed(rewind, file, failure))
                .onComplete(done -> answers--);
    }

    /** The file was deleted in the meantime, by whomever, or the viewer left. */
    private static void failed(Rewind rewind, RecordingFile file, Throwable failure) {
        if (failure instanceof FileNotFoundException || failure instanceof NoSuchFileException) {
            rewind.recorder().drop(file.recording().id());
        }
        if (rewind.response().headWritten() || rewind.response().closed()) {
            rewind.response().reset();
        } else {
            rewind.response().headers().clear();
            refuse(rewind.context(), Problem.of(410, "Gone", "The recording was deleted; read recording.json."));
        }
    }

    private static void refuse(RoutingContext context, Problem problem) {
        // The future is dropped: whether the viewer still hears it concerns nobody here.
        problem.send(context.response());
    }

    /** One request about a channel that exists. */
    private record Rewind(RoutingContext context, ChannelRecorder recorder) {
        HttpServerResponse response() {
            return context.response();
        }
    }
}
