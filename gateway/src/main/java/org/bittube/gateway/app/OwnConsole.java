package org.bittube.gateway.app;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.function.LongSupplier;
import org.bittube.gateway.api.AdminOnly;
import org.bittube.gateway.api.ChannelJson;
import org.bittube.gateway.channel.Channels;
import org.bittube.gateway.console.Events;
import org.bittube.gateway.console.Happenings;
import org.bittube.gateway.console.LiveFigures;
import org.bittube.gateway.console.LogApi;
import org.bittube.gateway.console.LogKind;
import org.bittube.gateway.console.OperatorLog;
import org.bittube.gateway.console.ProbeApi;
import org.bittube.gateway.console.Sampler;
import org.bittube.gateway.console.SettingsApi;
import org.bittube.gateway.publish.PublishDesk;
import org.bittube.gateway.source.Sources;

/** What the operator's console shows of this gateway, and the routes to it. */
final class OwnConsole {

    private final Vertx vertx;
    private final Stores stores;
    private final Sources sources;
    private final LongSupplier clockMillis;
    private final OperatorDoor door;
    private final Channels channels;
    private final OperatorLog log;
    private final Events events;
    private final LiveFigures figures;
    private final Happenings happenings;

    /**
     * Hears and tells nothing before {@link #open}.
     *
     * @param clockMillis a clock that never goes back
     */
    OwnConsole(
            Vertx vertx,
            Stores stores,
            OperatorDoor door,
            Sources sources,
            Channels channels,
            Delivery delivery,
            TrackerGroups groups,
            LongSupplier clockMillis) {
        this.vertx = vertx;
        this.stores = stores;
        this.sources = sources;
        this.clockMillis = clockMillis;
        this.door = door;
        this.channels = channels;
        this.log = new OperatorLog(vertx, stores.log(), System::currentTimeMillis);
        ChannelJson json = new ChannelJson(delivery, groups);
        this.events = new Events(vertx, door.sessions(), door.adminOnly(), () -> json.of(channels.all()));
        Sampler sampler =
                new Sampler(vertx, channels, delivery, groups, groups, clockMillis, System::currentTimeMillis);
        this.figures = new LiveFigures(vertx, sampler, events, stores.figures(), System::currentTimeMillis);
        this.happenings = new Happenings(log, events, figures);
    }

    /** What stands before each route that is the operator's. */
    AdminOnly adminOnly() {
        return door.adminOnly();
    }

    /** From now on hears what happens; before the channels run, and after the library was opened. */
    Future<Void> open(OwnLibrary library, PublishDesk desk) {
        return log.open().onSuccess(done -> {
            log.tell(events);
            channels.tell(happenings);
            desk.tell(happenings);
            library.tell(happenings);
        });
    }

    /** Adds the routes, and begins to measure; before the routes of channels, whose changes of policy are noted. */
    void mount(Router router, boolean demo) {
        router.put("/api/channels/:name/policy").handler(this::notePolicy);
        door.mount(router, demo, log);
        events.mount(router);
        figures.mount(
                router, name -> channels.find(name) != null, door.adminOnly(), () -> happenings.look(channels.all()));
        new LogApi(log, door.adminOnly()).mount(router);
        new ProbeApi(vertx, sources, channels, door.adminOnly(), clockMillis).mount(router);
        new SettingsApi(vertx, stores.settings(), door.adminOnly()).mount(router);
    }

    private void notePolicy(RoutingContext request) {
        request.addEndHandler(sent -> {
            if (request.response().getStatusCode() == 200) {
                log.add(LogKind.POLICY_CHANGED, request.pathParam("name"), "Who may watch was changed.");
            }
        });
        request.next();
    }

    /** Ends the answers that go on; what was measured is kept when the future ends. */
    Future<Void> close() {
        events.close();
        return figures.close();
    }
}
