package org.bittube.tracker.app;

import picocli.CommandLine;

/** Runs a tracker alone. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(run(args));
    }

    /** Runs until the process is told to end; returns the exit status. */
    public static int run(String... args) {
        return new CommandLine(new TrackerCommand()).execute(args);
    }
}
