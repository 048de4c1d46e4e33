package org.bittube.tracker.app;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.bittube.tracker.address.AddressLimits;
import org.bittube.tracker.address.TrustedProxies;
import org.bittube.tracker.operation.EndSignals;
import org.bittube.tracker.operation.JsonLines;
import org.bittube.tracker.stunserver.StunOptions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bittube tracker}: runs until the process is told to end. Returns 1 when it cannot start. */
@Command(
        name = "tracker",
        description = "Runs the tracker alone: it introduces the viewers of any group to each other.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
public final class TrackerCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(TrackerCommand.class);
    private static final int TOKEN_BYTES = 24;
    private static final int STOP_SECONDS = 5;

    @Spec
    @SuppressWarnings("NullAway.Init") // set before call()
    private CommandSpec spec;

    @Option(
            names = "--http-host",
            paramLabel = "ADDRESS",
            defaultValue = "${env:BITTUBE_HTTP_HOST:-0.0.0.0}",
            description = "Address to listen on, for HTTP and STUN (BITTUBE_HTTP_HOST; default 0.0.0.0, all).")
    private String httpHost = "0.0.0.0";

    @Option(
            names = "--http-port",
            paramLabel = "PORT",
            defaultValue = "${env:BITTUBE_HTTP_PORT:-8080}",
            description = "TCP port of the tracker; 0 takes a free one (BITTUBE_HTTP_PORT; default 8080).")
    private int httpPort;

    @Option(
            names = "--stun-port",
            paramLabel = "PORT",
            defaultValue = "${env:BITTUBE_STUN_PORT:-3478}",
            description = "UDP and TCP port of the STUN server; 0 switches it off (BITTUBE_STUN_PORT; default 3478).")
    private int stunPort;

    @Option(
            names = "--stun-alternate-address",
            paramLabel = "ADDRESS",
            defaultValue = "${env:BITTUBE_STUN_ALTERNATE_ADDRESS}",
            description =
                    "Second address of this machine, where --http-host is the first: clients can find out how their NAT"
                            + " behaves (RFC 5780), which takes the port behind --stun-port, too (BITTUBE_STUN_ALTERNATE_ADDRESS;"
                            + " default: none).")
    private @Nullable String stunAlternateAddress;

    @Option(
            names = "--stun-per-second",
            paramLabel = "COUNT",
            defaultValue = "${env:BITTUBE_STUN_PER_SECOND:-50}",
            description =
                    "STUN requests a second of one address that are answered (BITTUBE_STUN_PER_SECOND; default 50).")
    private int stunPerSecond;

    @Mixin
    private final TurnArguments turn = new TurnArguments();

    @Option(
            names = "--public-host",
            paramLabel = "HOST",
            defaultValue = "${env:BITTUBE_PUBLIC_HOST}",
            description = "Host name that viewers reach the STUN server under (BITTUBE_PUBLIC_HOST; default: the one"
                    + " that they reached the tracker under).")
    private @Nullable String publicHost;

    @Option(
            names = "--trusted-proxies",
            paramLabel = "NETWORKS",
            defaultValue = "${env:BITTUBE_TRUSTED_PROXIES:-}",
            description = "Proxies in front of the tracker, as addresses or networks with commas between: of their"
                    + " X-Forwarded-For the rightmost address that is no such proxy is the client"
                    + " (BITTUBE_TRUSTED_PROXIES; default: none, the header is not looked at).")
    private String trustedProxies = "";

    @Option(
            names = "--sockets-per-address",
            paramLabel = "COUNT",
            defaultValue = "${env:BITTUBE_SOCKETS_PER_ADDRESS:-2000}",
            description =
                    "Sockets that may be open from one address, a tenth of them new in one second, but 200 at least"
                            + " (BITTUBE_SOCKETS_PER_ADDRESS; default 2000).")
    private int socketsPerAddress;

    @Option(
            names = "--megabytes-per-address",
            paramLabel = "COUNT",
            defaultValue = "${env:BITTUBE_MEGABYTES_PER_ADDRESS:-8}",
            description = "Megabytes a second that all sockets of one address may send (BITTUBE_MEGABYTES_PER_ADDRESS;"
                    + " default 8).")
    private int megabytesPerAddress;

    @Option(
            names = "--admin-token",
            paramLabel = "TOKEN",
            defaultValue = "${env:BITTUBE_ADMIN_TOKEN}",
            description = "Bearer token for /api; better given as BITTUBE_ADMIN_TOKEN, for options are seen by other"
                    + " users (default: a new one, printed at start).")
    private @Nullable String adminToken;

    @Option(
            names = "--metrics-token",
            paramLabel = "TOKEN",
            defaultValue = "${env:BITTUBE_METRICS_TOKEN}",
            description = "Bearer token with which /metrics is read from anywhere; better given as"
                    + " BITTUBE_METRICS_TOKEN (default: none, it is read from this machine only).")
    private @Nullable String metricsToken;

    @Option(
            names = "--drain-seconds",
            paramLabel = "SECONDS",
            defaultValue = "${env:BITTUBE_DRAIN_SECONDS:-5}",
            description = "For how long clients have time to go after SIGTERM, 0 to 600 (BITTUBE_DRAIN_SECONDS;"
                    + " default 5). A second SIGTERM ends the tracker at once.")
    private int drainSeconds;

    @Option(
            names = "--log-format",
            paramLabel = "text|json",
            defaultValue = "${env:BITTUBE_LOG_FORMAT:-text}",
            description = "json: each line of the log is a JSON object, and what is printed at the start goes to the"
                    + " standard error (BITTUBE_LOG_FORMAT; default text).")
    private String logFormat = "text";

    @Mixin
    private final WebTorrentArguments webTorrent = new WebTorrentArguments();

    @Option(
            names = "--gateway-key",
            paramLabel = "KEY",
            defaultValue = "${env:BITTUBE_GATEWAY_KEY}",
            description =
                    "With it gateways on other machines register their groups here, see their setting tracker-key;"
                            + " better given as BITTUBE_GATEWAY_KEY (default: none, only the admin token does it).")
    private @Nullable String gatewayKey;

    @Option(
            names = "--groups",
            paramLabel = "any|registered",
            defaultValue = "${env:BITTUBE_GROUPS:-any}",
            description = "Whose groups may be joined: any, or those that a gateway has registered (BITTUBE_GROUPS;"
                    + " default any).")
    private String groups = "any";

    @Option(
            names = "--host-candidates",
            paramLabel = "on|off",
            defaultValue = "${env:BITTUBE_HOST_CANDIDATES:-on}",
            description =
                    "Whether viewers are told the addresses that others have in their own networks; off: viewers in"
                            + " one network may not find each other (BITTUBE_HOST_CANDIDATES; default on).")
    private String hostCandidates = "on";

    @Override
    public Integer call() throws InterruptedException {
        checkPort("--http-port", httpPort);
        checkPort("--stun-port", stunPort);
        checkDrain();
        boolean json = jsonLog();
        if (json) {
            JsonLines.use();
        }
        StunOptions stun = stunOptions();
        TrackerOptions options = options();
        WebTorrentFiles lists = webTorrent.files();
        PrintWriter out =
                json ? spec.commandLine().getErr() : spec.commandLine().getOut();
        SecureRandom random = new SecureRandom();
        boolean tokenMade = adminToken == null || adminToken.isBlank();
        String token = tokenMade ? newToken(random) : String.valueOf(adminToken).strip();

        Vertx vertx = Vertx.vertx(new VertxOptions()
                .setFileSystemOptions(new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false)));
        StandaloneTracker tracker = new StandaloneTracker(
                vertx,
                options,
                token,
                blankToNull(gatewayKey),
                metricsToken == null ? "" : metricsToken.strip(),
                tellsHostCandidates(),
                random);
        try {
            await(tracker.start(httpHost, httpPort, stun, lists));
        } catch (ExecutionException | TimeoutException e) {
            spec.commandLine().getErr().println(firstLine(e));
            stop(tracker);
            return 1;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(tracker), "tracker-stop"));
        EndSignals.listen(() -> drain(tracker));
        out.println("Tracker: ws://" + hostToPrint() + ":" + tracker.httpPort() + "/tracker");
        out.println(
                tracker.stunPort() == 0
                        ? "STUN: off"
                        : "STUN: stun:" + hostToPrint() + ":" + tracker.stunPort() + " (UDP and TCP)");
        if (options.webTorrent() != null) {
            out.println("WebTorrent: ws://" + hostToPrint() + ":" + tracker.httpPort() + "/announce");
        }
        if (tokenMade) {
            out.println("Admin token for /api (not shown again): " + token);
        }
        out.flush();
        // Nothing ever counts this down: the process ends by a signal, and the hook above stops the tracker.
        new CountDownLatch(1).await();
        return 0;
    }

    private @Nullable StunOptions stunOptions() {
        if (stunPort == 0) {
            return null;
        }
        try {
            return new StunOptions(httpHost, blankToNull(stunAlternateAddress), stunPort, stunPerSecond);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
        }
    }

    private boolean tellsHostCandidates() {
        return oneOf("--host-candidates", hostCandidates, "on", "off");
    }

    private TrackerOptions options() {
        TrackerOptions any = TrackerOptions.standalone(blankToNull(publicHost));
        try {
            return (registeredOnly() ? any.withOpenedGroupsOnly() : any)
                    .withTurn(turn.servers())
                    .withProxies(TrustedProxies.of(trustedProxies))
                    .withAddressLimits(AddressLimits.DEFAULT
                            .withSockets(socketsPerAddress)
                            .withBytesPerSecond(Math.multiplyExact(megabytesPerAddress, 1 << 20)))
                    .withWebTorrent(webTorrent.options(tellsHostCandidates()));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--trusted-proxies, --sockets-per-address, --megabytes-per-address or --turn-urls: "
                            + e.getMessage());
        }
    }

    private boolean registeredOnly() {
        return oneOf("--groups", groups, "registered", "any");
    }

    /** Whether the option has the first of its two values. */
    private boolean oneOf(String option, String value, String first, String second) {
        if (!value.equals(first) && !value.equals(second)) {
            throw new ParameterException(spec.commandLine(), option + " is " + first + " or " + second);
        }
        return value.equals(first);
    }

    private boolean jsonLog() {
        if (!logFormat.equals("text") && !logFormat.equals("json")) {
            throw new ParameterException(spec.commandLine(), "--log-format is text or json");
        }
        return logFormat.equals("json");
    }

    private void checkDrain() {
        if (drainSeconds < 0 || drainSeconds > 600) {
            throw new ParameterException(spec.commandLine(), "--drain-seconds is from 0 to 600");
        }
    }

    private void checkPort(String option, int port) {
        if (port < 0 || port > 65_535) {
            throw new ParameterException(spec.commandLine(), option + " is from 0 to 65535");
        }
    }

    private String hostToPrint() {
        String host = httpHost.equals("0.0.0.0") || httpHost.equals("::") ? "localhost" : httpHost;
        return host.contains(":") ? "[" + host + "]" : host;
    }

    private static void await(Future<?> future) throws InterruptedException, ExecutionException, TimeoutException {
        await(future, STOP_SECONDS);
    }

    private static void await(Future<?> future, int seconds)
            throws InterruptedException, ExecutionException, TimeoutException {
        future.toCompletionStage().toCompletableFuture().get(seconds, TimeUnit.SECONDS);
    }

    private void drain(StandaloneTracker tracker) {
        LOG.info("draining seconds={}", drainSeconds);
        try {
            await(tracker.drain(drainSeconds), drainSeconds + 1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("tracker did not drain reason={}", firstLine(e));
        }
    }

    private static void stop(StandaloneTracker tracker) {
        try {
            await(tracker.stop());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("tracker did not stop cleanly reason={}", firstLine(e));
        }
    }

    private static String newToken(SecureRandom random) {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    private static String firstLine(Exception e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return String.valueOf(cause.getMessage());
    }
}
