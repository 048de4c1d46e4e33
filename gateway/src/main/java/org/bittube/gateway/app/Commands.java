package org.bittube.gateway.app;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** The command line of {@code bittube}: its commands, with one option for each setting. */
final class Commands {

    static final String SERVE = "serve";
    static final String DEMO = "demo";
    static final String TRACKER = "tracker";
    static final String SWARM_HASH = "swarm-hash";
    static final String SETTINGS = "settings";

    private static final String CONFIG = "--config";

    private Commands() {}

    static CommandLine commandLine(String version) {
        CommandSpec root = withSettings("bittube", version, "Live streaming whose viewers feed each other.");
        root.usageMessage().synopsisSubcommandLabel("[serve | demo | tracker | seed | get]");
        root.usageMessage()
                .footer(
                        "",
                        "Each option can also stand in " + SettingsReader.USUAL_FILE + " (http-port: 8080) or in the",
                        "environment (BITTUBE_HTTP_PORT=8080). An option goes before the environment,",
                        "the environment before the file.");
        CommandLine line = new CommandLine(root);
        line.addSubcommand(
                SERVE, withSettings(SERVE, version, "Run everything: pages, streams, API and tracker (default)."));
        line.addSubcommand(
                DEMO, withSettings(DEMO, version, "The same, with a channel 'demo' from a clip that is looped."));
        line.addSubcommand(
                TRACKER, ofTracker(TRACKER, version, "Run the tracker alone; see 'bittube tracker --help'."));
        line.addSubcommand(
                SWARM_HASH,
                ofTracker(SWARM_HASH, version, "Print the info hash of a swarm id; see 'bittube swarm-hash --help'."));
        line.addSubcommand(
                ClientCommands.SEED,
                ClientCommands.seed(
                        plain(ClientCommands.SEED, version, "Upload files to a gateway, which shares them.")));
        line.addSubcommand(
                ClientCommands.GET,
                ClientCommands.get(
                        plain(ClientCommands.GET, version, "Fetch a file that a gateway shares, and check it.")));
        CommandSpec settings = plain(SETTINGS, version, "Print the table of settings as Markdown.");
        settings.usageMessage().hidden(true);
        line.addSubcommand(SETTINGS, settings);
        return line;
    }

    /** The values that the options give, by key; those of a command go before those that stand in front of it. */
    static Map<String, String> options(ParseResult parsed) {
        Map<String, String> options = new HashMap<>();
        for (CommandLine command : parsed.asCommandLineList()) {
            for (Setting<?> setting : GatewaySettings.ALL) {
                String value = command.getParseResult().matchedOptionValue(setting.option(), null);
                if (value != null) {
                    options.put(setting.key(), value);
                }
            }
        }
        return options;
    }

    /** The file that {@code --config} names, or null. */
    static @Nullable Path configFile(ParseResult parsed) {
        Path file = null;
        for (CommandLine command : parsed.asCommandLineList()) {
            file = command.getParseResult().matchedOptionValue(CONFIG, file);
        }
        return file;
    }

    /** A command that the tracker reads itself. */
    private static CommandSpec ofTracker(String name, String version, String description) {
        CommandSpec spec = plain(name, version, description);
        spec.addPositional(PositionalParamSpec.builder()
                .paramLabel("OPTIONS")
                .arity("0..*")
                .type(String[].class)
                .build());
        return spec;
    }

    private static CommandSpec withSettings(String name, String version, String description) {
        CommandSpec spec = plain(name, version, description);
        spec.addOption(OptionSpec.builder(CONFIG)
                .type(Path.class)
                .paramLabel("FILE")
                .description(
                        "Settings file; without it " + SettingsReader.USUAL_FILE + " in the current folder, if there.")
                .build());
        for (Setting<?> setting : GatewaySettings.ALL) {
            String usual = setting.defaultText().isEmpty() ? "" : " Default: " + setting.defaultText() + ".";
            // A per cent sign would start a variable in picocli.
            String text = setting.meaning().replace("`", "").replace("%", "%%") + usual;
            spec.addOption(OptionSpec.builder(setting.option())
                    .type(String.class)
                    .paramLabel(setting.type().label())
                    .description(text)
                    .build());
        }
        return spec;
    }

    private static CommandSpec plain(String name, String version, String description) {
        CommandSpec spec = CommandSpec.create().name(name).version("BitTube " + version);
        spec.usageMessage()
                .description(description)
                .width(100)
                .sortOptions(false)
                .autoWidth(false)
                .abbreviateSynopsis(true);
        spec.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Show this help and exit.")
                .build());
        spec.addOption(OptionSpec.builder("-V", "--version")
                .versionHelp(true)
                .description("Print the version and exit.")
                .build());
        return spec;
    }
}
