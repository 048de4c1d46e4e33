package org.bittube.gateway.swarm;

import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.packet.Packet;
import org.bittube.gateway.packet.PacketSigner;
import org.bittube.gateway.packet.PacketWindow;
import org.bittube.gateway.packet.Packetizer;
import org.bittube.gateway.packet.StreamKeys;
import org.bittube.gateway.stream.LiveStream;
import org.bittube.gateway.stream.LiveSubscriber;
import org.bittube.gateway.stream.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * One channel as packets: cuts and signs what its {@link LiveStream} publishes, keeps the window, tells the feed. A packet that
 * does not become full leaves after {@link Packetizer#MAX_MILLIS}. After the end of an epoch its packets stay until
 * the next begins. Confined to its event loop.
 */
public final class LivePackets implements LiveSubscriber {
    private static final long NO_TIMER = -1;

    private final Vertx vertx;
    private final LiveStream stream;
    private final StreamKeys keys;
    private final PacketSigner signer;
    private final WindowLimits limits;
    private final List<PacketListener> listeners = new ArrayList<>();

    private @Nullable Subscription subscription;
    private @Nullable EpochPackets current;
    private boolean live;
    private long flushTimer = NO_TIMER;

    private LivePackets(Vertx vertx, LiveStream stream, StreamKeys keys, WindowLimits limits) {
        this.vertx = vertx;
        this.stream = stream;
        this.keys = keys;
        this.signer = new PacketSigner(keys, stream.group());
        this.limits = limits;
    }

    /** Follows the stream until {@link #close()}. To be called on the stream's event loop, best before its first epoch. */
    public static LivePackets follow(Vertx vertx, LiveStream stream, StreamKeys keys, WindowLimits limits) {
        LivePackets packets = new LivePackets(vertx, stream, keys, limits);
        packets.subscription = stream.subscribe(packets);
        stream.epoch().ifPresent(packets::onEpoch);
        return packets;
    }

    /** The channel is deleted: lets go of the stream and of everybody who listens. May be called twice. */
    public void close() {
        if (subscription != null) {
            subscription.cancel();
            subscription = null;
        }
        stopTimer();
        live = false;
        for (PacketListener listener : List.copyOf(listeners)) {
            listener.onClosed();
        }
        listeners.clear();
    }

    @Override
    public void onEpoch(long epochMillis) {
        stopTimer();
        current = new EpochPackets(signer, epochMillis, limits, this::tellPacket);
        live = true;
        for (PacketListener listener : List.copyOf(listeners)) {
            listener.onEpoch();
        }
    }

    @Override
    public void onTag(FlvTag tag) {
        EpochPackets epoch = current;
        if (epoch == null) {
            return;
        }
        long before = nextSeq();
        epoch.accept(tag, stream.prelude());
        if (nextSeq() != before || !epoch.isPending()) {
            // What waits now, if anything, began to wait with this tag.
            stopTimer();
        }
        if (epoch.isPending() && flushTimer == NO_TIMER) {
            flushTimer = vertx.setTimer(Packetizer.MAX_MILLIS, id -> {
                flushTimer = NO_TIMER;
                epoch.flush();
            });
        }
    }

    @Override
    public void onDiscontinuity() {
        stopTimer();
        if (current != null) {
            current.discontinuity();
        }
    }

    @Override
    public void onOffline() {
        stopTimer();
        if (current != null) {
            current.offline();
        }
    }

    @Override
    public void onEnd() {
        stopTimer();
        live = false;
        if (current != null) {
            current.end();
        }
    }

    private long nextSeq() {
        Packet head = head();
        return head == null ? 0 : head.seq() + 1;
    }

    private void tellPacket(Packet packet) {
        for (PacketListener listener : List.copyOf(listeners)) {
            listener.onPacket(packet);
        }
    }

    private void stopTimer() {
        if (flushTimer != NO_TIMER) {
            vertx.cancelTimer(flushTimer);
            flushTimer = NO_TIMER;
        }
    }

    /** From now on the listener hears of every packet, until the subscription is cancelled. */
    Subscription listen(PacketListener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    public String group() {
        return stream.group();
    }

    /** The channel's public key as pages get it: base64url. */
    public String publicKey() {
        return keys.publicKeyBase64Url();
    }

    /** Whether an epoch is under way, as opposed to over. */
    public boolean isLive() {
        return live;
    }

    /** Whether nothing comes at the moment, though the epoch goes on. */
    public boolean isOffline() {
        return stream.isOffline();
    }

    /** The newest packet of the newest epoch, or null when there is none yet. */
    public @Nullable Packet head() {
        PacketWindow window = window();
        return window == null ? null : window.head();
    }

    /** Measured over the window; 0 when nothing was measured yet. */
    public long bitsPerSecond() {
        PacketWindow window = window();
        return window == null ? 0 : window.bitsPerSecond();
    }

    /** The newest epoch, over or not; null before the first. */
    @Nullable
    EpochPackets current() {
        return current;
    }

    /** The newest epoch's packets; null before the first. */
    @Nullable
    PacketWindow window() {
        return current == null ? null : current.window();
    }
}
