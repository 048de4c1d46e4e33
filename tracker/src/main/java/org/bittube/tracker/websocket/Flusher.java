package org.bittube.tracker.websocket;

import io.netty.channel.ChannelHandlerContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Sends what a turn of the event loop wrote at the end of the turn: one call of the system for a client, however many messages it got (this alone
 * nearly halves the cost of a relayed message, see docs/performance.md). Past {@link #MOST_BYTES} it does not wait, so that a turn which serves
 * thousands of clients holds no more than that. Confined to its event loop.
 */
final class Flusher {
    private static final int MOST_BYTES = 8 << 20;

    private final Executor loop;
    private List<Waiting> waiting = new ArrayList<>();
    private boolean scheduled;
    private int bytes;

    /** A channel that was written to; its flag says whether it stands in the list. */
    static final class Waiting {
        private final ChannelHandlerContext context;
        private boolean listed;

        Waiting(ChannelHandlerContext context) {
            this.context = context;
        }
    }

    /** @param loop runs what it is given on the event loop, behind what the loop does now */
    Flusher(Executor loop) {
        this.loop = loop;
    }

    /** Notes that so many bytes were written to a channel. */
    void wrote(Waiting channel, int writtenBytes) {
        bytes += writtenBytes;
        if (!channel.listed) {
            channel.listed = true;
            waiting.add(channel);
        }
        if (!scheduled) {
            scheduled = true;
            loop.execute(this::endTurn);
        } else if (bytes > MOST_BYTES) {
            flush();
        }
    }

    private void endTurn() {
        scheduled = false;
        flush();
    }

    private void flush() {
        bytes = 0;
        List<Waiting> now = waiting;
        // A flush that fails ends its channel, which may write to others: into a list of its own.
        waiting = new ArrayList<>(now.size());
        for (Waiting channel : now) {
            channel.listed = false;
            channel.context.flush();
        }
    }
}
