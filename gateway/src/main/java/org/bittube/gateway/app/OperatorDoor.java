package org.bittube.gateway.app;

import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.Router;
import java.security.SecureRandom;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.bittube.gateway.api.AdminOnly;
import org.bittube.gateway.console.OperatorLog;
import org.bittube.gateway.console.SessionApi;
import org.bittube.gateway.secret.Secret;
import org.bittube.gateway.session.AdminToken;
import org.bittube.gateway.session.Sessions;
import org.bittube.gateway.swarm.ViewerAddress;

/** How the operator comes in: with the admin token in each request, or with a session of the console. */
final class OperatorDoor {

    private final Settings settings;
    private final AdminToken token;
    private final Sessions sessions;
    private final Predicate<SocketAddress> isProxy;
    private final ViewerAddress addresses;
    private final AdminOnly adminOnly;

    OperatorDoor(Settings settings, Secret token, SecureRandom random, LongSupplier clockMillis) {
        this.settings = settings;
        this.token = new AdminToken(token, clockMillis);
        this.sessions = new Sessions(random::nextBytes, clockMillis);
        this.isProxy = settings.get(GatewaySettings.TRUSTED_PROXIES)::isTrusted;
        this.addresses = Proxies.addresses(settings);
        this.adminOnly = new AdminOnly(this.token, sessions, isProxy, addresses);
    }

    /** What stands before each route that is the operator's. */
    AdminOnly adminOnly() {
        return adminOnly;
    }

    Sessions sessions() {
        return sessions;
    }

    /** Adds sign-in and sign-out. */
    void mount(Router router, boolean demo, OperatorLog log) {
        JsonObject about = new JsonObject().put("version", Main.version()).put("demo", demo);
        RtmpPorts.of(settings).forEach(port -> about.put(port.tls() == null ? "rtmpPort" : "rtmpsPort", port.number()));
        new SessionApi(token, sessions, isProxy, addresses, adminOnly, about, log).mount(router);
    }
}
