package org.bittube.tracker.app;

import java.util.concurrent.Callable;
import org.bittube.tracker.webtorrent.SwarmName;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bittube swarm-hash}: says under which info hash the pages of p2p-media-loader announce a stream. */
@Command(
        name = "swarm-hash",
        description =
                "Prints the info hash of a swarm id of p2p-media-loader 2, for lists of allowed and denied swarms.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
public final class SwarmHashCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set before call()
    private CommandSpec spec;

    @Parameters(
            paramLabel = "SWARM-ID",
            description =
                    "The whole id of a stream: v2-, the player's swarm id (by default the address of the playlist),"
                            + " and the stream's own part, such as -main-0.")
    private @Nullable String swarmId;

    @Override
    public Integer call() {
        spec.commandLine().getOut().println(SwarmName.ofSwarmId(String.valueOf(swarmId)));
        return 0;
    }
}
