package org.bittube.gateway.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.bittube.gateway.api.ApiFailures;
import org.bittube.gateway.api.ProblemException;
import org.bittube.gateway.http.JsonAnswer;

/** The log over HTTP: docs/protocol.md section 13. Confined to its event loop. */
public final class LogApi {
    private static final int MOST = 500;
    private static final int USUAL = 100;

    private final OperatorLog log;
    private final Handler<RoutingContext> adminOnly;

    public LogApi(OperatorLog log, Handler<RoutingContext> adminOnly) {
        this.log = log;
        this.adminOnly = adminOnly;
    }

    /** Adds {@code GET /api/log}. */
    public void mount(Router router) {
        router.get("/api/log").handler(adminOnly).handler(this::list).failureHandler(ApiFailures::answer);
    }

    private void list(RoutingContext context) {
        long before = number(context, "before", Long.MAX_VALUE, Long.MAX_VALUE);
        int limit = (int) number(context, "limit", USUAL, MOST);
        log.before(before, limit).onFailure(context::fail).onSuccess(entries -> {
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            ArrayNode list = json.putArray("entries");
            entries.forEach(entry -> list.add(OperatorLog.json(entry)));
            JsonAnswer.send(context.response(), json.toString());
        });
    }

    private static long number(RoutingContext context, String name, long usual, long most) {
        String given = context.queryParams().get(name);
        if (given == null) {
            return usual;
        }
        if (!given.matches("[1-9][0-9]{0,17}") || Long.parseLong(given) > most) {
            throw new ProblemException(
                    400,
                    "\"" + name + "\" must be a whole number from 1 on"
                            + (most == Long.MAX_VALUE ? "." : ", at most " + most + "."));
        }
        return Long.parseLong(given);
    }
}
