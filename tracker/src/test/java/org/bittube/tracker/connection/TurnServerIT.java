package org.bittube.tracker.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bittube.tracker.message.TurnAccess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Names and passwords that members get, shown to coturn's server by coturn's client: neither is ours. */
@Timeout(60)
class TurnServerIT {
    private static final String SECRET = "north-wind";
    private static final String HOST = "127.0.0.1";

    @TempDir
    private Path folder = Path.of("");

    private final List<Process> started = new ArrayList<>();

    @BeforeEach
    void needCoturn() {
        boolean installed = Stream.of("turnserver", "turnutils_uclient")
                .allMatch(program -> Files.isExecutable(Path.of("/usr/bin", program)));
        if (!installed) {
            System.out.println("TurnServerIT is left out: the package coturn is not installed");
        }
        assumeTrue(installed, "the package coturn is not installed");
    }

    @AfterEach
    void stop() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void takesWhatAMemberWasGivenAndNothingElse() throws Exception {
        int port;
        try (DatagramSocket free = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        BufferedReader server = output("turnserver -n -v --use-auth-secret --static-auth-secret=" + SECRET
                + " -r test -L " + HOST + " -E " + HOST
                + " -p " + port + " --no-tls --no-dtls --no-cli --allow-loopback-peers --log-file stdout --pidfile "
                + folder.resolve("pid") + " --db " + folder.resolve("db"));
        awaitLine(server, "SQLite DB connection success");
        TurnServers turn = new TurnServers(List.of("turn:" + HOST + ":" + port), SECRET, 60, System::currentTimeMillis);
        TurnAccess access = turn.accessFor("a-peer");
        client(port, access.username(), access.credential());
        assertThat(awaitLine(server, "ALLOCATE processed")).contains("success");
        assertThat(awaitLine(client(port, access.username(), "guessed"), "Allocation"))
                .contains("Cannot complete");
    }

    private BufferedReader client(int port, String username, String password) throws IOException {
        return output("turnutils_uclient -u " + username + " -w " + password + " -p " + port + " -y -n 1 -m 1 " + HOST);
    }

    private BufferedReader output(String command) throws IOException {
        Process process = new ProcessBuilder(command.split(" ", -1))
                .redirectErrorStream(true)
                .start();
        started.add(process);
        return process.inputReader(StandardCharsets.UTF_8);
    }

    /** The next line that holds this text; the test's own time-out ends the wait. */
    private static String awaitLine(BufferedReader output, String text) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.contains(text)) {
                return line;
            }
        }
        throw new AssertionError("the output ended without \"" + text + "\"");
    }
}
