package org.bittube.tracker.app;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.bittube.tracker.connection.WebTorrentOptions;
import org.bittube.tracker.webtorrent.WebTorrentLimits;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of {@code bittube tracker} that concern the WebTorrent dialect. */
final class WebTorrentArguments {
    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set before anything is asked for
    private CommandSpec spec;

    @Option(
            names = "--webtorrent",
            paramLabel = "on|off",
            defaultValue = "${env:BITTUBE_WEBTORRENT:-on}",
            description = "Whether WebTorrent clients are served, on /announce and / (BITTUBE_WEBTORRENT; default on).")
    private String spoken = "on";

    @Option(
            names = "--webtorrent-allow",
            paramLabel = "FILE",
            defaultValue = "${env:BITTUBE_WEBTORRENT_ALLOW}",
            description =
                    "File of the swarms that are served, one a line, as an info hash or as swarm: and a swarm id of"
                            + " p2p-media-loader; read again when it changes (BITTUBE_WEBTORRENT_ALLOW; default: any swarm).")
    private @Nullable String allow;

    @Option(
            names = "--webtorrent-deny",
            paramLabel = "FILE",
            defaultValue = "${env:BITTUBE_WEBTORRENT_DENY}",
            description = "File of swarms that are not served (BITTUBE_WEBTORRENT_DENY).")
    private @Nullable String deny;

    @Option(
            names = "--webtorrent-origins",
            paramLabel = "FILE",
            defaultValue = "${env:BITTUBE_WEBTORRENT_ORIGINS}",
            description = "File of the origins, such as https://tv.example, whose pages are served"
                    + " (BITTUBE_WEBTORRENT_ORIGINS; default: any page, and programs).")
    private @Nullable String origins;

    @Option(
            names = "--webtorrent-scrape-all",
            paramLabel = "on|off",
            defaultValue = "${env:BITTUBE_WEBTORRENT_SCRAPE_ALL:-off}",
            description =
                    "Whether anybody may ask for the counts of all swarms (BITTUBE_WEBTORRENT_SCRAPE_ALL; default off).")
    private String scrapeAll = "off";

    /**
     * How the dialect is spoken; null: not at all.
     *
     * @param hostCandidates whether peers are told the addresses that others have in their own networks
     */
    @Nullable
    WebTorrentOptions options(boolean hostCandidates) {
        boolean tellsAll = isOn("--webtorrent-scrape-all", scrapeAll);
        return isOn("--webtorrent", spoken)
                ? new WebTorrentOptions(WebTorrentLimits.DEFAULT, tellsAll, hostCandidates)
                : null;
    }

    WebTorrentFiles files() {
        return new WebTorrentFiles(
                file("--webtorrent-allow", allow),
                file("--webtorrent-deny", deny),
                file("--webtorrent-origins", origins));
    }

    private boolean isOn(String option, String word) {
        if (!word.equals("on") && !word.equals("off")) {
            throw new ParameterException(spec.commandLine(), option + " is on or off");
        }
        return word.equals("on");
    }

    private Optional<Path> file(String option, @Nullable String text) {
        try {
            return Optional.ofNullable(text)
                    .map(String::strip)
                    .filter(given -> !given.isEmpty())
                    .map(Path::of);
        } catch (InvalidPathException e) {
            throw new ParameterException(spec.commandLine(), option + " is a file", e);
        }
    }
}
