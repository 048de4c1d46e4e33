package org.bittube.gateway.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Somebody else's program that runs beside a test, and ends with it. */
public final class Program implements AutoCloseable {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final Process process;
    private final Path log;

    private Program(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts it in that folder; what it says goes to a file there. */
    public static Program start(Path folder, String... command) throws IOException {
        Path log = Files.createTempFile(folder, "program", ".log");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        process.getOutputStream().close();
        return new Program(process, log);
    }

    /** The first of these files that there is; without any, the test is left out, and says why. */
    public static Path need(String what, String... places) {
        Path found = Stream.of(places)
                .map(Path::of)
                .filter(Files::exists)
                .findFirst()
                .orElse(null);
        if (found == null) {
            System.out.println("LEFT OUT: " + what + " is not installed.");
        }
        Assumptions.assumeTrue(found != null, what + " is not installed");
        return found;
    }

    /** Waits until it takes connections on that port. */
    public Program awaitPort(int port) throws IOException {
        await("does not listen", () -> {
            try {
                new Socket(InetAddress.getLoopbackAddress(), port).close();
                return true;
            } catch (IOException e) {
                return false;
            }
        });
        return this;
    }

    /** Waits until it has written so much to a file. */
    public void awaitFile(Path file, long bytes) throws IOException {
        await("does not write", () -> Files.exists(file) && Files.size(file) >= bytes);
    }

    /** Waits until it has said that. */
    public void awaitWords(String words) throws IOException {
        await("does not say " + words, () -> Files.readString(log).contains(words));
    }

    /** Waits until it has ended by itself, and gives its exit status. */
    public int awaitEnd() throws IOException, InterruptedException {
        if (!process.waitFor(PATIENCE_NANOS, TimeUnit.NANOSECONDS)) {
            throw new IOException("it does not end: " + Files.readString(log));
        }
        return process.exitValue();
    }

    private void await(String trouble, Condition condition) throws IOException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.holds()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IOException("it " + trouble + ": " + Files.readString(log));
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    /** Something that a program brings about. */
    private interface Condition {
        boolean holds() throws IOException;
    }

    /** Ports that are free at this moment. */
    public static List<Integer> freePorts(int count) throws IOException {
        if (count == 0) {
            return List.of();
        }
        try (ServerSocket free = new ServerSocket(0)) {
            List<Integer> others = freePorts(count - 1);
            return Stream.concat(Stream.of(free.getLocalPort()), others.stream())
                    .toList();
        }
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
