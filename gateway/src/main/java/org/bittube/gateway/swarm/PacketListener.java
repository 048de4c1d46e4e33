package org.bittube.gateway.swarm;

import org.bittube.gateway.packet.Packet;

/** Told about a channel's packets as they are made. Called on the channel's event loop; must not block or throw. */
interface PacketListener {
    /** A new epoch begins, the window is empty, numbers start at 0 again. */
    void onEpoch();

    /** A packet was added to the window. */
    void onPacket(Packet packet);

    /** The channel is deleted; nothing follows. */
    void onClosed();
}
