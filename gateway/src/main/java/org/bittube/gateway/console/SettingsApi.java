package org.bittube.gateway.console;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Set;
import org.bittube.db.settings.SettingStore;
import org.bittube.gateway.api.ApiFailures;
import org.bittube.gateway.api.JsonBody;
import org.bittube.gateway.http.JsonAnswer;

/** What the operator set in the console, over HTTP: docs/protocol.md section 13. Confined to its event loop. */
public final class SettingsApi {
    private static final Set<String> FIELDS = Set.of("pricePerGigabyte", "currency");
    private static final String KEY = "console";

    private final Vertx vertx;
    private final SettingStore store;
    private final Handler<RoutingContext> adminOnly;

    public SettingsApi(Vertx vertx, SettingStore store, Handler<RoutingContext> adminOnly) {
        this.vertx = vertx;
        this.store = store;
        this.adminOnly = adminOnly;
    }

    /** Adds {@code /api/console/settings}. */
    public void mount(Router router) {
        String path = "/api/console/settings";
        router.route(path).handler(adminOnly).failureHandler(ApiFailures::answer);
        router.get(path).handler(this::show);
        router.put(path)
                .handler(BodyHandler.create(false).setBodyLimit(JsonBody.MOST_BYTES))
                .handler(this::change);
    }

    private void show(RoutingContext context) {
        vertx.executeBlocking(() -> store.get(KEY).map(ConsoleSettings::read).orElse(ConsoleSettings.USUAL))
                .onFailure(context::fail)
                .onSuccess(settings -> answer(context, settings));
    }

    private void change(RoutingContext context) {
        JsonBody body = JsonBody.of(context, FIELDS);
        ConsoleSettings settings = ConsoleSettings.of(body.get("pricePerGigabyte"), body.get("currency"));
        vertx.executeBlocking(() -> {
                    store.put(KEY, settings.json().toString());
                    return settings;
                })
                .onFailure(context::fail)
                .onSuccess(kept -> answer(context, kept));
    }

    private static void answer(RoutingContext context, ConsoleSettings settings) {
        JsonAnswer.send(context.response(), settings.json().toString());
    }
}
