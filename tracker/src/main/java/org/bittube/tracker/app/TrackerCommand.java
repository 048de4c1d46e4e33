package org.bittube.tracker.app;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code bittube tracker}. */
@Command(name = "tracker", description = "Runs the tracker alone.", mixinStandardHelpOptions = true)
public final class TrackerCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        return 0;
    }
}
