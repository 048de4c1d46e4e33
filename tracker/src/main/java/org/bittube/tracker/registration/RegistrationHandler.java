package org.bittube.tracker.registration;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.bittube.tracker.connection.GroupSettings;
import org.bittube.tracker.http.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /api/registrations} of docs/protocol.md section 5: gateways on other machines open their groups here, hear how many viewers these have,
 * and close them. Its timer and its requests may come on different event loops.
 */
public final class RegistrationHandler {
    private static final Logger LOG = LoggerFactory.getLogger(RegistrationHandler.class);
    private static final String PATH = "/api/registrations";
    private static final long LOOK_MILLIS = 5_000;

    private final Groups groups;
    private final LongSupplier clockMillis;
    private final Registrations registrations;

    /** The tracker's groups. May be asked from any thread. */
    public interface Groups {
        /** Opens a group, or changes what its future members are told. */
        void open(GroupSettings settings);

        /** The group is over, and its members are told. */
        void close(String group);

        /** Nothing is known of the group any more but its name; whether it may still be joined is the tracker's rule. */
        void release(String group);

        /** Members now. */
        int peers(String group);
    }

    /**
     * @param mostGroups that may be registered at the same time
     * @param clockMillis never goes back
     */
    public RegistrationHandler(Groups groups, int mostGroups, LongSupplier clockMillis) {
        this.groups = groups;
        this.clockMillis = clockMillis;
        this.registrations = new Registrations(mostGroups);
    }

    /** Adds the route, and begins to look after what lapses. To be called once. */
    public void mount(Vertx vertx, Router router, Handler<RoutingContext> gatewaysOnly) {
        // A route of its own: nothing is read of a stranger.
        router.post(PATH).handler(gatewaysOnly);
        router.post(PATH)
                .handler(BodyHandler.create(false).setBodyLimit(RegistrationRequest.MOST_BYTES))
                .handler(this::handle);
        vertx.setPeriodic(LOOK_MILLIS, timer -> lapse());
    }

    private void handle(RoutingContext context) {
        Buffer body = context.body().buffer();
        RegistrationRequest request;
        try {
            request = RegistrationRequest.parse(body == null ? new byte[0] : body.getBytes());
        } catch (RegistrationRequest.Malformed e) {
            Problem.answer(context, 400, "No registration", String.valueOf(e.getMessage()));
            return;
        }
        // A gateway that has gone does not need the answer: nothing to do when it cannot be written.
        context.response()
                .putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "no-store")
                .end(perform(request));
    }

    private synchronized String perform(RegistrationRequest request) {
        long now = clockMillis.getAsLong();
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("seconds", Registrations.LEASE_MILLIS / 1_000);
        ObjectNode peers = answer.putObject("peers");
        ObjectNode refused = answer.putObject("refused");
        for (String name : request.ended()) {
            if (registrations.end(name)) {
                groups.close(name);
            }
        }
        for (GroupSettings group : request.groups()) {
            Optional<String> refusal = registrations.renew(group, now);
            if (refusal.isPresent()) {
                refused.put(group.name(), refusal.get());
                continue;
            }
            groups.open(group);
            int members = groups.peers(group.name());
            if (members > 0) {
                peers.put(group.name(), members);
            }
        }
        return answer.toString();
    }

    private synchronized void lapse() {
        for (String name : registrations.lapse(clockMillis.getAsLong())) {
            LOG.info("registration lapsed group={}", name);
            groups.release(name);
        }
    }
}
