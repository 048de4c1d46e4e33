package org.bittube.gateway.client;

import java.io.PrintStream;
import java.util.function.LongSupplier;

/** Shows how far a file has come: on a terminal a bar in one line, elsewhere a line for every tenth. */
public final class ProgressBar implements Progress {
    private static final long REDRAW_NANOS = 100_000_000;
    private static final int PARTS = 10;

    private final PrintStream out;
    private final boolean terminal;
    private final LongSupplier nanoClock;

    private String name = "";
    private long totalBytes;
    private long heldBytes;
    private long movedBytes;
    private long beganNanos;
    private long drawnNanos;
    private long drawnPart;

    /** @param terminal whether what is written can be overwritten */
    public ProgressBar(PrintStream out, boolean terminal, LongSupplier nanoClock) {
        this.out = out;
        this.terminal = terminal;
        this.nanoClock = nanoClock;
    }

    @Override
    public void begin(String name, long totalBytes) {
        this.name = name;
        this.totalBytes = totalBytes;
        heldBytes = 0;
        movedBytes = 0;
        drawnPart = 0;
        beganNanos = nanoClock.getAsLong();
        drawnNanos = beganNanos - REDRAW_NANOS;
        draw();
    }

    @Override
    public void held(long bytes) {
        heldBytes += bytes;
        draw();
    }

    @Override
    public void moved(long bytes) {
        movedBytes += bytes;
        draw();
    }

    @Override
    public void end() {
        if (terminal) {
            out.print('\r' + text() + System.lineSeparator());
            out.flush();
        }
    }

    private void draw() {
        long now = nanoClock.getAsLong();
        if (terminal && now - drawnNanos >= REDRAW_NANOS) {
            drawnNanos = now;
            out.print('\r' + text());
            out.flush();
        }
        long part = totalBytes == 0 ? PARTS : (heldBytes + movedBytes) * PARTS / totalBytes;
        if (!terminal && part > drawnPart) {
            drawnPart = part;
            out.println(text());
        }
    }

    private String text() {
        return ProgressText.of(name, totalBytes, heldBytes, movedBytes, nanoClock.getAsLong() - beganNanos);
    }
}
