package org.bittube.gateway.app;

import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.Optional;
import org.bittube.tracker.app.TrackerService;
import org.bittube.tracker.app.WebTorrentFiles;
import org.bittube.tracker.connection.WebTorrentOptions;
import org.bittube.tracker.webtorrent.WebTorrentLimits;
import org.jspecify.annotations.Nullable;

/** Whether and whom the built-in tracker serves in the WebTorrent dialect. */
final class TrackerLists {
    private TrackerLists() {}

    /** How the dialect is spoken; null: not at all. */
    static @Nullable WebTorrentOptions spoken(Settings settings) {
        boolean scrapeAll = settings.get(GatewaySettings.WEBTORRENT_SCRAPE_ALL).equals("on");
        boolean hostCandidates = settings.get(GatewaySettings.HOST_CANDIDATES).equals("on");
        return isOn(settings) ? new WebTorrentOptions(WebTorrentLimits.DEFAULT, scrapeAll, hostCandidates) : null;
    }

    /** Reads the lists, now and whenever they change; fails with one line when one cannot be read now. */
    static Future<Void> watch(Settings settings, @Nullable TrackerService tracker) {
        if (tracker == null || !isOn(settings)) {
            return Future.succeededFuture();
        }
        return tracker.watch(new WebTorrentFiles(
                        file(settings, GatewaySettings.WEBTORRENT_ALLOW),
                        file(settings, GatewaySettings.WEBTORRENT_DENY),
                        file(settings, GatewaySettings.WEBTORRENT_ORIGINS)))
                .recover(cause -> Future.failedFuture(new StartupFailure(String.valueOf(cause.getMessage()))));
    }

    private static boolean isOn(Settings settings) {
        return settings.get(GatewaySettings.WEBTORRENT).equals("on");
    }

    private static Optional<Path> file(Settings settings, Setting<Path> setting) {
        return Optional.of(settings.get(setting))
                .filter(path -> !path.toString().isEmpty());
    }
}
