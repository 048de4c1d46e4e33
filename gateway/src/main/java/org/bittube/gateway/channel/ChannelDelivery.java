package org.bittube.gateway.channel;

import org.bittube.gateway.http.EgressTotals;
import org.bittube.gateway.packet.StreamKeys;
import org.bittube.gateway.stream.LiveStream;
import org.bittube.gateway.swarm.LivePackets;

/** What brings a channel's stream to its viewers, seen from the channel. */
public interface ChannelDelivery {

    /** Makes packets of a stream, from its next epoch on. */
    LivePackets follow(LiveStream stream, StreamKeys keys);

    /** Bytes sent to the channel's viewers since the gateway began, counted where they are sent. */
    EgressTotals egress(String channel);

    /** Viewers of FLV over HTTP at this moment. */
    int relayViewers(String channel);

    /** The channel was deleted: its viewers are sent away, its counters are no longer needed. */
    void forget(String channel);

    /** Ends what is on its way to viewers of a channel that has another policy now: those come back who may. */
    void readmit(String channel);
}
