package org.bittube.tracker.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bittube.tracker.stunserver.StunOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The STUN clients of coturn, which nobody here wrote, find what they look for on two addresses of this machine. */
@Timeout(60)
class CoturnClientsIT {
    private static final int SECONDS = 20;

    private final RunningTracker tracker = new RunningTracker(TrackerOptions.standalone(null));

    @BeforeEach
    void needCoturn() {
        boolean installed = Stream.of("turnutils_stunclient", "turnutils_natdiscovery")
                .allMatch(program -> Files.isExecutable(Path.of("/usr/bin", program)));
        if (!installed) {
            System.out.println("CoturnClientsIT is left out: the package coturn is not installed");
        }
        assumeTrue(installed, "the package coturn is not installed");
    }

    @AfterEach
    void stop() {
        tracker.close();
    }

    @Test
    void stunclientIsToldItsAddressAndTheOtherOne() throws Exception {
        String port = listen();
        String said = said("turnutils_stunclient", "-p", port, "127.0.0.1");
        assertThat(said).contains("RFC 5780", "UDP reflexive addr: 127.0.0.1:");
    }

    @Test
    void natdiscoveryFindsThatThereIsNoNat() throws Exception {
        String port = listen();
        String said = said("turnutils_natdiscovery", "-m", "-f", "-p", port, "127.0.0.1");
        assertThat(said).contains("NAT with Endpoint Independent Mapping!", "NAT with Endpoint Independent Filtering!");
    }

    private String listen() {
        return ""
                + RunningTracker.await(tracker.service().listenStun(new StunOptions("127.0.0.1", "127.0.0.2", 0, 50)));
    }

    private static String said(String... command) throws Exception {
        Path output = Files.createTempFile("coturn", ".txt");
        Process process = new ProcessBuilder(List.of(command))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
            return Files.readString(output, StandardCharsets.UTF_8);
        } finally {
            process.destroyForcibly();
            Files.delete(output);
        }
    }
}
