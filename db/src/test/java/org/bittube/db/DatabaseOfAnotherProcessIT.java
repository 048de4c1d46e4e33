package org.bittube.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.bittube.db.channels.ChannelStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class DatabaseOfAnotherProcessIT {
    @TempDir
    Path temp;

    @Test
    void isRefusedWhileItIsInUse() throws Exception {
        Process other = startOther();
        try {
            DatabaseTest.assertOneLineAbout(temp, "in use by another BitTube");
        } finally {
            kill(other);
        }
    }

    @Test
    void keepsWhatWasStoredWhenTheProcessIsKilledRightAfter() throws Exception {
        kill(startOther());
        try (Database database = Database.open(temp)) {
            assertThat(new ChannelStore(database).all()).containsExactly(OtherProcess.CHANNEL);
        }
    }

    /** Starts a process and returns when it has stored its channel. */
    private Process startOther() throws Exception {
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherProcess.class.getName(),
                        temp.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out = new BufferedReader(new InputStreamReader(other.getInputStream(), StandardCharsets.UTF_8));
        assertThat(out.readLine()).isEqualTo("stored");
        return other;
    }

    private static void kill(Process other) throws InterruptedException {
        other.destroyForcibly();
        assertThat(other.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
}
