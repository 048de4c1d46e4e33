package org.bittube.tracker.app;

import java.util.List;
import org.bittube.tracker.connection.TurnServers;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of the command line that are about TURN servers. */
final class TurnArguments {
    @Option(
            names = "--turn-urls",
            paramLabel = "URLS",
            split = ",",
            defaultValue = "${env:BITTUBE_TURN_URLS}",
            description =
                    "TURN servers for members of any group, up to 8, with commas between: turn:host:3478 (BITTUBE_TURN_URLS;"
                            + " default: none).")
    private @Nullable List<String> turnUrls;

    @Option(
            names = "--turn-secret",
            paramLabel = "SECRET",
            defaultValue = "${env:BITTUBE_TURN_SECRET}",
            description =
                    "Secret that those servers share with the tracker (coturn: static-auth-secret); better given as"
                            + " BITTUBE_TURN_SECRET, for options are seen by other users.")
    private @Nullable String turnSecret;

    @Option(
            names = "--turn-ttl",
            paramLabel = "SECONDS",
            defaultValue = "${env:BITTUBE_TURN_TTL:-86400}",
            description = "For how long a member may use them (BITTUBE_TURN_TTL; default 86400).")
    private int turnTtl;

    /**
     * The servers; null: none.
     *
     * @throws IllegalArgumentException when something is missing or wrong
     */
    @Nullable
    TurnServers servers() {
        List<String> urls = turnUrls == null
                ? List.of()
                : turnUrls.stream()
                        .map(String::strip)
                        .filter(url -> !url.isEmpty())
                        .toList();
        String secret = turnSecret == null ? "" : turnSecret.strip();
        return urls.isEmpty() ? null : new TurnServers(urls, secret, turnTtl, System::currentTimeMillis);
    }
}
