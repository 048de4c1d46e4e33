package org.bittube.gateway.swarm;

import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.packet.Packet;
import org.bittube.gateway.packet.PacketHeader;
import org.bittube.gateway.packet.PacketSigner;
import org.bittube.gateway.packet.PacketWindow;
import org.bittube.gateway.packet.Packetizer;
import org.bittube.gateway.packet.Prelude;
import org.bittube.gateway.stream.StreamPrelude;
import org.jspecify.annotations.Nullable;

/**
 * The packets and preludes of one epoch. A prelude gets its final contents when the first packet that needs it is made;
 * until then sequence headers that arrive one after another are one prelude, afterwards a changed one is the next.
 */
final class EpochPackets {
    private final PacketSigner signer;
    private final long epochMillis;
    private final Packetizer packetizer;
    private final PacketWindow window;
    private final PreludeShelf preludes = new PreludeShelf();
    private final Consumer<Packet> onPacket;

    private StreamPrelude prelude = StreamPrelude.EMPTY;
    private int preludeNumber;
    private boolean preludeIsFinal;

    EpochPackets(PacketSigner signer, long epochMillis, WindowLimits limits, Consumer<Packet> onPacket) {
        this.signer = signer;
        this.epochMillis = epochMillis;
        this.packetizer = new Packetizer(signer, epochMillis);
        this.window = new PacketWindow(limits.maxMillis(), limits.maxBytes());
        this.onPacket = onPacket;
    }

    /** @param now what a decoder needs that starts behind this tag */
    void accept(FlvTag tag, StreamPrelude now) {
        boolean headersChanged =
                !Objects.equals(now.video(), prelude.video()) || !Objects.equals(now.audio(), prelude.audio());
        if (!preludeIsFinal) {
            prelude = now;
        } else if (headersChanged && preludeNumber < PacketHeader.MAX_PRELUDE) {
            publish(packetizer.usePrelude(preludeNumber + 1));
            preludeNumber++;
            preludeIsFinal = false;
            prelude = now;
        }
        publish(packetizer.accept(tag));
    }

    void discontinuity() {
        publish(packetizer.discontinuity());
    }

    void offline() {
        publish(packetizer.offline());
    }

    void flush() {
        publish(packetizer.flush());
    }

    void end() {
        publish(packetizer.end());
    }

    private void publish(List<Packet> packets) {
        for (Packet packet : packets) {
            if (!preludeIsFinal) {
                preludes.put(Prelude.of(
                        signer, epochMillis, preludeNumber, prelude.metadata(), prelude.video(), prelude.audio()));
                preludeIsFinal = true;
            }
            window.add(packet);
            Packet oldest = window.get(window.firstSeq());
            if (oldest != null) {
                preludes.keepFrom(oldest.header().prelude());
            }
            onPacket.accept(packet);
        }
    }

    /** Whether tags wait for their packet to become full. */
    boolean isPending() {
        return packetizer.isPending();
    }

    long epochMillis() {
        return epochMillis;
    }

    PacketWindow window() {
        return window;
    }

    /** The prelude, or null when it was not made yet or is no longer kept. */
    @Nullable
    Packet prelude(int number) {
        return preludes.get(number);
    }

    /** Whether the prelude is still to come, as opposed to gone. */
    boolean isPreludeToCome(int number) {
        Packet newest = preludes.newest();
        return newest == null || number > newest.header().prelude();
    }
}
