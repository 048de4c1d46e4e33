package org.bittube.gateway.channel;

import io.vertx.core.Future;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.function.LongSupplier;
import org.bittube.db.channels.ChannelAbout;
import org.bittube.db.channels.ChannelRecord;
import org.bittube.gateway.packet.StreamKeys;
import org.bittube.gateway.recorder.Recorders;
import org.bittube.gateway.source.SourceSpec;
import org.bittube.gateway.source.Sources;
import org.bittube.gateway.stream.LiveStream;
import org.bittube.gateway.swarm.LivePackets;
import org.bittube.tracker.access.GroupPolicy;

/** Makes channels of what the database holds. */
public final class ChannelFactory {

    private final Sources sources;
    private final ChannelDelivery delivery;
    private final Recorders recorders;
    private final LongSupplier clockMillis;
    private final SecureRandom random;
    private final long offlineAfterMillis;

    /**
     * Nothing is started here.
     *
     * @param clockMillis Unix milliseconds
     * @param random for keys
     * @param offlineAfterMillis viewers are told when nothing has come for so long
     */
    public ChannelFactory(
            Sources sources,
            ChannelDelivery delivery,
            Recorders recorders,
            LongSupplier clockMillis,
            SecureRandom random,
            long offlineAfterMillis) {
        this.sources = sources;
        this.delivery = delivery;
        this.recorders = recorders;
        this.clockMillis = clockMillis;
        this.random = random;
        this.offlineAfterMillis = offlineAfterMillis;
    }

    Future<Void> check(SourceSpec spec) {
        return sources.check(spec);
    }

    /** A new channel with keys of its own, to be stored. May take some milliseconds. */
    ChannelRecord newRecord(String name, String sourceJson, boolean running, boolean recorded, ChannelAbout about) {
        StreamKeys keys = StreamKeys.generate(random);
        Instant now = Instant.ofEpochMilli(clockMillis.getAsLong());
        return new ChannelRecord(
                name, sourceJson, running, recorded, "", keys.publicKey(), keys.privateKeyPkcs8(), about, now);
    }

    /** @throws IllegalArgumentException when the stored keys are damaged */
    Channel create(ChannelRecord record, SourceSpec spec, GroupPolicy policy) {
        StreamKeys keys = StreamKeys.of(record.publicKey(), record.privateKey());
        LiveStream stream = new LiveStream(record.name());
        LivePackets livePackets = delivery.follow(stream, keys);
        return new Channel(
                record.name(),
                spec,
                policy,
                keys,
                record.about(),
                record.created(),
                stream,
                livePackets,
                recorders.follow(stream),
                wanted -> sources.create(record.name(), wanted),
                clockMillis,
                offlineAfterMillis);
    }

    /** Sends the viewers away whom the gateway sends the stream to: those come back who may. */
    void readmit(Channel channel) {
        delivery.readmit(channel.name());
    }

    /** Frees what a channel holds that is over. */
    void discard(Channel channel) {
        channel.packets().close();
        delivery.forget(channel.name());
        recorders.forget(channel.name());
    }
}
