package org.bittube.gateway.console;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import java.util.function.Predicate;
import org.bittube.gateway.api.ApiFailures;
import org.bittube.gateway.api.ProblemException;
import org.bittube.gateway.http.JsonAnswer;

/** What was measured, as columns for charts: docs/protocol.md section 13. Confined to its event loop. */
final class HistoryApi {
    private final Hour hour;
    private final History history;
    private final Predicate<String> channelExists;
    private final Handler<RoutingContext> adminOnly;

    HistoryApi(Hour hour, History history, Predicate<String> channelExists, Handler<RoutingContext> adminOnly) {
        this.hour = hour;
        this.history = history;
        this.channelExists = channelExists;
        this.adminOnly = adminOnly;
    }

    /** Adds {@code GET /api/history}. */
    void mount(Router router) {
        router.get("/api/history").handler(adminOnly).handler(this::show).failureHandler(ApiFailures::answer);
    }

    private void show(RoutingContext context) {
        String channel = Objects.requireNonNullElse(context.queryParams().get("channel"), Stats.ALL);
        if (!channel.equals(Stats.ALL) && !channelExists.test(channel)) {
            throw new ProblemException(404, "There is no channel of this name: GET /api/channels lists them.");
        }
        stats(channel, Objects.requireNonNullElse(context.queryParams().get("range"), "hour"))
                .onFailure(context::fail)
                .onSuccess(stats -> JsonAnswer.send(context.response(), stats.json()));
    }

    private Future<Stats> stats(String channel, String range) {
        return switch (range) {
            case "hour" -> Future.succeededFuture(hour.stats(channel));
            case "day" -> history.stats(channel, History.MINUTE_MILLIS, History.DAY_MILLIS);
            case "month" -> history.stats(channel, History.QUARTER_MILLIS, History.MONTH_MILLIS);
            default -> throw new ProblemException(400, "Give as range hour, day or month.");
        };
    }
}
