package org.bittube.gateway.app;

import java.io.Console;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.Stack;
import java.util.function.Supplier;
import org.bittube.gateway.client.ClientException;
import org.bittube.gateway.client.Download;
import org.bittube.gateway.client.ObjectAddress;
import org.bittube.gateway.client.PendingUploads;
import org.bittube.gateway.client.Progress;
import org.bittube.gateway.client.ProgressBar;
import org.bittube.gateway.client.Upload;
import org.bittube.gateway.encoding.Base64Url;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The commands that talk to a gateway instead of being one: {@code get} and {@code seed}. */
final class ClientCommands {

    static final String GET = "get";
    static final String SEED = "seed";

    /** Exit status: the gateway sent something else than was asked for. */
    static final int STATUS_FALSE_CONTENT = 3;

    private static final String OUTPUT = "--output";
    private static final String GATEWAY = "--gateway";
    private static final String TOKEN = "--token";
    private static final String SHORT_OUTPUT = "-o";
    private static final Set<String> WITH_VALUE = Set.of(SHORT_OUTPUT, OUTPUT, GATEWAY, TOKEN);
    private static final String END_OF_OPTIONS = "--";
    private static final URI LOCAL = URI.create("http://localhost:8080");
    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(10);

    private final Map<String, String> environment;
    private final PrintStream out;
    private final Progress progress;
    private final HttpClient http = HttpClient.newBuilder()
            .version(Version.HTTP_1_1)
            .followRedirects(Redirect.NORMAL)
            .connectTimeout(CONNECT_PATIENCE)
            .build();

    ClientCommands(Map<String, String> environment, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.out = out;
        this.progress = new ProgressBar(err, isTerminal(), System::nanoTime);
    }

    static CommandSpec get(CommandSpec plain) {
        // Tokens are random, too: one may look like an option.
        plain.parser().allowOptionsAsOptionParameters(true);
        plain.preprocessor((arguments, spec, option, state) -> {
            idsBehindOptions(arguments);
            return false;
        });
        plain.addPositional(PositionalParamSpec.builder()
                .paramLabel("ID|URL")
                .arity("1")
                .required(true)
                .type(String.class)
                .description("Id of an object, or an address with its id in it.")
                .build());
        plain.addOption(OptionSpec.builder(SHORT_OUTPUT, OUTPUT)
                .type(Path.class)
                .paramLabel("FILE")
                .description("Where to: a file, or a folder. Default: the object's own name, in the current folder.")
                .build());
        return withGateway(plain, "Token of an object that is not for everybody.");
    }

    /** One id in 64 begins with a dash: behind "--" it is not taken for an option. The first argument is on top. */
    private static void idsBehindOptions(Stack<String> arguments) {
        List<String> ids = new ArrayList<>();
        for (int i = arguments.size() - 1; i >= 0; i--) {
            String before = i + 1 < arguments.size() ? arguments.get(i + 1) : "";
            String argument = arguments.get(i);
            if (argument.startsWith("-") && Base64Url.is32Bytes(argument) && !WITH_VALUE.contains(before)) {
                ids.add(arguments.remove(i));
            }
        }
        if (!ids.isEmpty()) {
            arguments.add(0, END_OF_OPTIONS);
            ids.forEach(id -> arguments.add(0, id));
        }
    }

    static CommandSpec seed(CommandSpec plain) {
        plain.addPositional(PositionalParamSpec.builder()
                .paramLabel("FILE")
                .index("0..*")
                .arity("1..*")
                .required(true)
                .type(List.class)
                .auxiliaryTypes(Path.class)
                .description("What to share.")
                .build());
        return withGateway(
                plain,
                "The gateway's admin token. Better set in the environment, as "
                        + GatewaySettings.ADMIN_TOKEN.environmentVariable() + ".");
    }

    private static CommandSpec withGateway(CommandSpec spec, String tokenMeaning) {
        spec.addOption(OptionSpec.builder(GATEWAY)
                .type(URI.class)
                .paramLabel("URL")
                .description("Address of the gateway. Default: " + LOCAL + ".")
                .build());
        return spec.addOption(OptionSpec.builder(TOKEN)
                .type(String.class)
                .paramLabel("TOKEN")
                .description(tokenMeaning)
                .build());
    }

    /** Exit status for what went wrong. */
    static int status(ClientException e) {
        return e.reason() == ClientException.Reason.FALSE_CONTENT ? STATUS_FALSE_CONTENT : Main.STATUS_FAILED;
    }

    /**
     * Does what was asked for.
     *
     * @throws ClientException when it could not be done
     */
    void run(ParseResult parsed) {
        if (parsed.commandSpec().name().equals(GET)) {
            get(parsed);
        } else {
            seed(parsed);
        }
    }

    private void get(ParseResult parsed) {
        Optional<String> token = Optional.ofNullable(parsed.matchedOptionValue(TOKEN, null));
        ObjectAddress address =
                usage(parsed, () -> ObjectAddress.parse(parsed.matchedPositionalValue(0, ""), gateway(parsed), token));
        Path target = parsed.matchedOptionValue(OUTPUT, null);
        out.println(new Download(http, Thread::sleep, address, progress).to(target));
    }

    private void seed(ParseResult parsed) {
        URI gateway = usage(parsed, () -> ObjectAddress.gateway(gateway(parsed)));
        String token = parsed.matchedOptionValue(
                TOKEN, environment.getOrDefault(GatewaySettings.ADMIN_TOKEN.environmentVariable(), ""));
        PendingUploads pending =
                new PendingUploads(stateFolder().resolve("bittube").resolve("uploads"));
        Upload upload = new Upload(http, Thread::sleep, gateway, token, pending, progress);
        List<Path> files = parsed.matchedPositionalValue(0, List.of());
        for (Path file : files) {
            String id = upload.of(file);
            out.println(id + "  " + new ObjectAddress(gateway, id, Optional.empty()).watch());
        }
    }

    /** What the action answers; what it does not take is a wrong use of the command. */
    private static <T> T usage(ParseResult parsed, Supplier<T> action) {
        try {
            return action.get();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(parsed.commandSpec().commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private static URI gateway(ParseResult parsed) {
        return parsed.matchedOptionValue(GATEWAY, LOCAL);
    }

    /** Where programs keep what is not worth a backup: the XDG base directory specification. */
    private Path stateFolder() {
        String given = environment.getOrDefault("XDG_STATE_HOME", "");
        return given.isEmpty() ? Path.of(System.getProperty("user.home"), ".local", "state") : Path.of(given);
    }

    /** Whether a line can be written over. From Java 22 on there is a console without a terminal, which says so. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}
