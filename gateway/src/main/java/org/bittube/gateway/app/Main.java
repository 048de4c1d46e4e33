package org.bittube.gateway.app;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.bittube.gateway.client.ClientException;
import org.bittube.tracker.operation.JsonLines;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The program {@code bittube}: reads what it was asked to do and does it, or says in one line why it cannot. */
public final class Main {

    static final int STATUS_FAILED = 1;
    private static final int STATUS_USAGE = 2;

    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream err;

    Main(Map<String, String> environment, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.out = out;
        this.err = err;
    }

    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals(Commands.TRACKER)) {
            org.bittube.tracker.app.Main.main(Arrays.copyOfRange(args, 1, args.length));
            return;
        }
        if (args.length > 0 && args[0].equals(Commands.SWARM_HASH)) {
            System.exit(org.bittube.tracker.app.Main.swarmHash(Arrays.copyOfRange(args, 1, args.length)));
        }
        System.exit(new Main(System.getenv(), System.out, System.err).run(args));
    }

    /** Comes back when there is nothing more to do; a gateway that runs keeps the calling thread. */
    int run(String... args) {
        CommandLine line = Commands.commandLine(version());
        line.setOut(new PrintWriter(out, true, Charset.defaultCharset()));
        try {
            ParseResult parsed = line.parseArgs(args);
            if (CommandLine.printHelpIfRequested(parsed)) {
                return 0;
            }
            return run(parsed);
        } catch (ParameterException e) {
            err.println(firstLine(e) + " (see 'bittube --help')");
            return STATUS_USAGE;
        } catch (StartupFailure e) {
            err.println(e.getMessage());
            return STATUS_FAILED;
        } catch (ClientException e) {
            err.println("bittube: " + e.getMessage());
            return ClientCommands.status(e);
        }
    }

    private int run(ParseResult parsed) {
        String command =
                parsed.hasSubcommand() ? parsed.subcommand().commandSpec().name() : Commands.SERVE;
        if (command.equals(Commands.SETTINGS)) {
            out.print(SettingsTable.markdown());
            return 0;
        }
        if (command.equals(ClientCommands.GET) || command.equals(ClientCommands.SEED)) {
            Logging.level("warn");
            new ClientCommands(environment, out, err).run(parsed.subcommand());
            return 0;
        }
        Settings settings = new SettingsReader(Path.of(""), environment)
                .read(Commands.options(parsed), Commands.configFile(parsed));
        Logging.level(settings.get(GatewaySettings.LOG_LEVEL));
        boolean json = settings.get(GatewaySettings.LOG_FORMAT).equals("json");
        if (json) {
            JsonLines.use();
        }
        new Launcher(settings, command.equals(Commands.DEMO), json ? err : out).runUntilStopped();
        return 0;
    }

    /** The version in the jar's manifest. */
    static String version() {
        return Objects.requireNonNullElse(Main.class.getPackage().getImplementationVersion(), "development");
    }

    private static String firstLine(ParameterException e) {
        return Objects.requireNonNullElse(e.getMessage(), "wrong usage")
                .lines()
                .findFirst()
                .orElse("wrong usage");
    }
}
