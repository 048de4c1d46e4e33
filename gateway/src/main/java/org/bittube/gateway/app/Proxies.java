package org.bittube.gateway.app;

import org.bittube.gateway.swarm.ViewerAddress;
import org.bittube.tracker.address.TrustedProxies;

/** Where requests come from: what trusted proxies say counts for every limit of an address, not for the tracker's alone. */
final class Proxies {
    private Proxies() {}

    static ViewerAddress addresses(Settings settings) {
        TrustedProxies trusted = settings.get(GatewaySettings.TRUSTED_PROXIES);
        return request -> ViewerAddress.of(
                trusted.clientOf(request.remoteAddress(), request.headers().getAll("X-Forwarded-For")));
    }
}
