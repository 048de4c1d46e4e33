package org.bittube.tracker.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** Runs a tracker alone. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        // Where no configuration is given, the logging library would tell everything down to DEBUG.
        if (System.getProperty("logback.configurationFile") == null
                && LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME) instanceof Logger root) {
            root.setLevel(Level.INFO);
        }
        System.exit(run(args));
    }

    /** Runs until the process is told to end; returns the exit status: 1 it could not start, 2 a wrong option. */
    public static int run(String... args) {
        return execute(new TrackerCommand(), args);
    }

    /** Prints the info hash of a swarm id; returns the exit status. */
    public static int swarmHash(String... args) {
        return execute(new SwarmHashCommand(), args);
    }

    private static int execute(Object command, String... args) {
        return new CommandLine(command)
                .setParameterExceptionHandler((e, given) -> {
                    e.getCommandLine().getErr().println(e.getMessage() + " (see --help)");
                    return CommandLine.ExitCode.USAGE;
                })
                .execute(args);
    }
}
