package org.bittube.gateway.app;

import java.util.List;
import org.bittube.tracker.connection.TurnServers;
import org.jspecify.annotations.Nullable;

/** The TURN servers that the settings name. */
final class TurnSettings {
    private TurnSettings() {}

    /**
     * The servers; null: none.
     *
     * @throws StartupFailure when there are servers without a secret, or a secret without servers
     */
    static @Nullable TurnServers servers(Settings settings) {
        List<String> urls = settings.get(GatewaySettings.TURN_URLS);
        String secret = settings.get(GatewaySettings.TURN_SECRET);
        if (urls.isEmpty() != secret.isEmpty()) {
            throw new StartupFailure("turn-urls and turn-secret go together: set both, or none.");
        }
        int ttlSeconds = settings.get(GatewaySettings.TURN_TTL);
        return urls.isEmpty() ? null : new TurnServers(urls, secret, ttlSeconds, System::currentTimeMillis);
    }
}
