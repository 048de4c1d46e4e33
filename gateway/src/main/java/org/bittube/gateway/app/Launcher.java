package org.bittube.gateway.app;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.io.PrintStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.bittube.tracker.operation.EndSignals;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a gateway in this process until the process is told to end. */
final class Launcher {

    private static final Logger LOG = LoggerFactory.getLogger(Launcher.class);

    /** A service manager, or a person, that waits longer than this thinks that something hangs. */
    private static final int STOP_SECONDS = 3;

    private final Settings settings;
    private final boolean demo;
    private final PrintStream out;
    private final CountDownLatch stopped = new CountDownLatch(1);

    Launcher(Settings settings, boolean demo, PrintStream out) {
        this.settings = settings;
        this.demo = demo;
        this.out = out;
    }

    /** @throws StartupFailure when the gateway cannot start */
    void runUntilStopped() {
        Vertx vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                // Nothing is served from the class path through files, so no copies of it are made on disk.
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        Gateway gateway = new Gateway(settings, demo);
        try {
            await(vertx.deployVerticle(gateway).toCompletionStage().toCompletableFuture());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(vertx), "bittube-stop"));
            EndSignals.listen(() -> drain(gateway));
        } catch (StartupFailure e) {
            LOG.debug("start failed", e);
            vertx.close();
            throw e;
        }
        out.print(StartNotice.text(settings, gateway.port(), demo, gateway.newToken()));
        out.flush();
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void drain(Gateway gateway) {
        int seconds = settings.get(GatewaySettings.DRAIN_SECONDS);
        LOG.info("draining seconds={}", seconds);
        try {
            gateway.drain(seconds).toCompletionStage().toCompletableFuture().get(seconds + 1L, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("did not drain reason={}", String.valueOf(e.getMessage()));
        }
    }

    private void stop(Vertx vertx) {
        LOG.info("stopping");
        try {
            // Undeploys the gateway first.
            vertx.close().toCompletionStage().toCompletableFuture().get(STOP_SECONDS, TimeUnit.SECONDS);
            LOG.info("stopped");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("stopped before everything was closed reason={}", String.valueOf(e.getMessage()));
        }
        stopped.countDown();
    }

    private static void await(CompletableFuture<String> deployed) {
        try {
            deployed.join();
        } catch (CompletionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (cause instanceof StartupFailure expected) {
                throw expected;
            }
            throw new StartupFailure("BitTube could not start (" + cause + "): --log-level debug shows more.", cause);
        }
    }
}
