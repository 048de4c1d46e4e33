package org.bittube.gateway.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Set;
import java.util.function.LongSupplier;
import org.bittube.gateway.api.ApiFailures;
import org.bittube.gateway.api.ApiProblem;
import org.bittube.gateway.api.JsonBody;
import org.bittube.gateway.api.ProblemException;
import org.bittube.gateway.channel.Channel;
import org.bittube.gateway.channel.Channels;
import org.bittube.gateway.channel.SourceJson;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.http.JsonAnswer;
import org.bittube.gateway.http.Problem;
import org.bittube.gateway.source.PublishSpec;
import org.bittube.gateway.source.Source;
import org.bittube.gateway.source.SourceListener;
import org.bittube.gateway.source.SourceRefused;
import org.bittube.gateway.source.SourceSpec;
import org.bittube.gateway.source.Sources;

/**
 * Opens a source for some seconds to tell what it brings, under the rules that hold for every source, and keeps nothing: docs/protocol.md section 13. Confined to
 * its event loop.
 */
public final class ProbeApi {
    private static final Set<String> FIELDS = Set.of("source", "channel");
    private static final int MOST_AT_ONCE = 2;
    private static final long LOOK_MILLIS = 100;

    /** Sources are named by their channel; nobody asks for this one by its name. */
    private static final String NOBODYS = "(probe)";

    private static final SourceListener DEAF = new SourceListener() {
        @Override
        public void onEpoch() {}

        @Override
        public void onTag(FlvTag tag) {}

        @Override
        public void onDiscontinuity() {}
    };

    private final Vertx vertx;
    private final Sources sources;
    private final Channels channels;
    private final Handler<RoutingContext> adminOnly;
    private final LongSupplier clockMillis;
    private int underWay;

    /**
     * Answers nothing before {@link #mount}.
     *
     * @param clockMillis a clock that never goes back
     */
    public ProbeApi(
            Vertx vertx,
            Sources sources,
            Channels channels,
            Handler<RoutingContext> adminOnly,
            LongSupplier clockMillis) {
        this.vertx = vertx;
        this.sources = sources;
        this.channels = channels;
        this.adminOnly = adminOnly;
        this.clockMillis = clockMillis;
    }

    /** Adds {@code POST /api/probe}. */
    public void mount(Router router) {
        String path = "/api/probe";
        router.route(path).handler(adminOnly).failureHandler(ApiFailures::answer);
        router.post(path)
                .handler(BodyHandler.create(false).setBodyLimit(JsonBody.MOST_BYTES))
                .handler(this::probe);
    }

    private void probe(RoutingContext context) {
        SourceSpec spec = spec(JsonBody.of(context, FIELDS));
        if (spec instanceof PublishSpec) {
            throw new ProblemException(
                    400, "Nothing can be looked at before an encoder publishes here: make the channel.");
        }
        if (underWay >= MOST_AT_ONCE) {
            String detail = "Other sources are being looked at: try again in some seconds.";
            ApiProblem.answer(context, Problem.temporary(503, "Too many probes", detail, ProbeVerdict.MOST_MILLIS));
            return;
        }
        underWay++;
        sources.check(spec)
                .compose(welcome -> look(spec))
                .recover(ProbeApi::refusal)
                .onComplete(done -> underWay--)
                .onFailure(context::fail)
                .onSuccess(verdict -> JsonAnswer.send(context.response(), verdict.toString()));
    }

    /** With {@code channel}, what is hidden of its source may be left hidden. */
    private SourceSpec spec(JsonBody body) {
        JsonNode source = body.get("source");
        Channel channel = body.get("channel") == null ? null : channels.find(body.text("channel"));
        return channel == null ? SourceJson.read(source) : SourceJson.readChange(source, channel.spec());
    }

    private Future<ObjectNode> look(SourceSpec spec) {
        Promise<ObjectNode> verdict = Promise.promise();
        Source source = sources.create(NOBODYS, spec);
        long begunMillis = clockMillis.getAsLong();
        source.start(DEAF);
        vertx.setPeriodic(LOOK_MILLIS, timer -> {
            ObjectNode found = ProbeVerdict.of(source.status(), clockMillis.getAsLong() - begunMillis);
            if (found != null) {
                vertx.cancelTimer(timer);
                source.stop().onComplete(stopped -> verdict.complete(found));
            }
        });
        return verdict.future();
    }

    private static Future<ObjectNode> refusal(Throwable failure) {
        return failure instanceof SourceRefused
                ? Future.succeededFuture(ProbeVerdict.refused(String.valueOf(failure.getMessage())))
                : Future.failedFuture(failure);
    }
}
