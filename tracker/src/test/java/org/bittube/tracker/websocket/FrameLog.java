package org.bittube.tracker.websocket;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes down what a {@link FrameReader} says, one line an event: {@code text …}, {@code ping …}, {@code close}, {@code violation CODE}. */
final class FrameLog implements FrameReader.Events {
    private final List<String> seen = new ArrayList<>();
    private int framesAllowed = Integer.MAX_VALUE;

    List<String> seen() {
        return seen;
    }

    /** Ends the reading behind so many frames. */
    void allow(int frames) {
        framesAllowed = frames;
    }

    @Override
    public boolean onFrame() {
        return framesAllowed-- > 0;
    }

    @Override
    public void onText(ByteBuf utf8) {
        seen.add("text " + utf8.toString(StandardCharsets.UTF_8));
    }

    @Override
    public void onPing(ByteBuf payload) {
        seen.add("ping " + payload.toString(StandardCharsets.ISO_8859_1));
    }

    @Override
    public void onClose() {
        seen.add("close");
    }

    @Override
    public void onViolation(CloseCode code, String reason) {
        seen.add("violation " + code.number());
    }
}
