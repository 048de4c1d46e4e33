package org.bittube.gateway.channel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.bittube.db.channels.ChannelAbout;
import org.bittube.db.channels.ChannelExists;
import org.bittube.db.channels.ChannelRecord;
import org.bittube.db.channels.ChannelStore;
import org.bittube.gateway.channel.ChannelException.Reason;
import org.bittube.gateway.secret.Secret;
import org.bittube.gateway.source.PublishSpec;
import org.bittube.gateway.source.SourceRefused;
import org.bittube.gateway.source.SourceSpec;
import org.bittube.gateway.stream.LiveStream;
import org.bittube.gateway.stream.LiveStreams;
import org.bittube.gateway.swarm.LivePackets;
import org.bittube.gateway.swarm.LivePacketsDirectory;
import org.bittube.tracker.access.GroupPolicy;
import org.bittube.tracker.access.PolicyJson;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All channels. What is changed here is in the database before the future completes. Confined to its event loop; the
 * database is used on a worker thread, one call after the other, so that changes arrive there in the order in which
 * they were asked for.
 */
public final class Channels {

    private static final Logger LOG = LoggerFactory.getLogger(Channels.class);

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Between two looks whether something came. */
    private static final long INPUT_MILLIS = 500;

    private final Vertx vertx;
    private final ChannelStore store;
    private final ChannelFactory factory;
    private final ChannelGroups groups;
    private final int most;

    private final TreeMap<String, Channel> byName = new TreeMap<>();

    /** Names of channels that are being made: they count, but nobody finds them yet. */
    private final Set<String> coming = new HashSet<>();

    private @Nullable ChannelListener listener;
    private long inputTimer = -1;

    /** @param most channels at a time */
    public Channels(Vertx vertx, ChannelStore store, ChannelFactory factory, ChannelGroups groups, int most) {
        this.vertx = vertx;
        this.store = store;
        this.factory = factory;
        this.groups = groups;
        this.most = most;
    }

    /** Tells from now on what becomes of channels. */
    public void tell(ChannelListener told) {
        listener = told;
    }

    /** Brings back what the database has; channels that ran run again. Called once, before anything else. */
    public Future<Void> restore() {
        inputTimer = vertx.setPeriodic(INPUT_MILLIS, tick -> byName.values().forEach(Channel::watchInput));
        return onWorker(store::all).map(records -> {
            for (ChannelRecord record : records) {
                restore(record);
            }
            return null;
        });
    }

    /**
     * Makes a channel with a new pair of keys.
     *
     * @param start whether it runs at once
     * @param recorded whether it is recorded while it runs
     * @return fails with {@link ChannelException} when the name is taken or cannot be, when the source must not be
     *     opened, or when there are too many channels
     */
    public Future<Channel> create(String name, SourceSpec spec, ChannelAbout about, boolean start, boolean recorded) {
        try {
            ChannelName.require(name);
            if (byName.containsKey(name) || coming.contains(name)) {
                throw exists(name);
            }
            if (byName.size() + coming.size() >= most) {
                throw new ChannelException(
                        Reason.FULL, "There are " + most + " channels already: delete one, or raise max-channels.");
            }
        } catch (ChannelException e) {
            return Future.failedFuture(e);
        }
        coming.add(name);
        return factory.check(spec)
                .compose(welcome -> onWorker(() -> insert(name, spec, about, start, recorded)))
                .recover(failure -> Future.failedFuture(explain(name, failure)))
                .map(record -> {
                    Channel made = add(record, spec, GroupPolicy.OPEN);
                    if (listener != null) {
                        listener.created(made);
                    }
                    begin(made, record);
                    return made;
                })
                .onComplete(done -> coming.remove(name));
    }

    /** Starts a channel; nothing when it runs already. Fails with {@link ChannelException} for an unknown one. */
    public Future<Channel> start(String name) {
        return setRunning(name, true).map(channel -> {
            start(channel);
            return channel;
        });
    }

    /** Stops a channel; nothing when it is stopped already. Fails with {@link ChannelException} for an unknown one. */
    public Future<Channel> stop(String name) {
        return setRunning(name, false).compose(channel -> {
            if (listener != null && channel.running()) {
                listener.stopped(channel);
            }
            return stop(channel, "stopped").map(channel);
        });
    }

    /**
     * Turns recording on or off, while the channel runs or not; on: once more, after a failure. The future ends when a file that was being
     * written is whole. Fails with {@link ChannelException} for an unknown channel.
     */
    public Future<Channel> setRecorded(String name, boolean recorded) {
        return note(name, () -> store.setRecorded(name, recorded)).compose(channel -> {
            if (recorded) {
                channel.recorder().start();
                return Future.succeededFuture(channel);
            }
            return channel.recorder().stop().map(channel);
        });
    }

    /** Says what viewers read of a channel. Fails with {@link ChannelException} for an unknown one. */
    public Future<Channel> setAbout(String name, ChannelAbout about) {
        return note(name, () -> store.setAbout(name, about)).map(channel -> {
            channel.about(about);
            return channel;
        });
    }

    /**
     * Says where a channel's stream comes from; one that runs changes to it at once. Fails with {@link ChannelException} for an unknown channel, and for a source that
     * must not be opened; then nothing is changed.
     */
    public Future<Channel> setSource(String name, SourceSpec spec) {
        return factory.check(spec)
                .recover(failure -> Future.failedFuture(explain(name, failure)))
                .compose(welcome -> note(name, () -> store.setSource(name, SourceJson.write(spec))))
                .compose(channel -> {
                    LOG.info("source changed channel={}", name);
                    return channel.changeSource(spec).map(channel);
                });
    }

    /**
     * Gives those who publish on a channel another key; who publishes with the old one is cut off. Fails with {@link ChannelException} for an
     * unknown channel, and for one that nobody publishes on.
     */
    public Future<Channel> setStreamKey(String name, Secret key) {
        Channel known = byName.get(name);
        if (known == null) {
            return Future.failedFuture(ChannelException.unknown(name));
        }
        if (!(known.spec() instanceof PublishSpec publish)) {
            return Future.failedFuture(
                    ChannelException.refused("Only a channel whose source is rtmp-publish has a stream key: " + name
                            + " fetches its stream itself."));
        }
        PublishSpec changed = publish.withKey(key);
        return note(name, () -> store.setSource(name, SourceJson.write(changed)))
                .map(channel -> {
                    channel.changeKey(changed, key);
                    return channel;
                });
    }

    /** Says who may watch a channel; whoever may not is a viewer no more. Fails with {@link ChannelException} for an unknown one. */
    public Future<Channel> setPolicy(String name, GroupPolicy policy) {
        String json =
                policy.equals(GroupPolicy.OPEN) ? "" : PolicyJson.kept(policy).toString();
        return note(name, () -> store.setPolicy(name, json)).map(channel -> {
            boolean other = !policy.equals(channel.policy());
            channel.policy(policy);
            groups.open(name, channel.keys().publicKeyBase64Url(), policy);
            if (other) {
                factory.readmit(channel);
                LOG.info("policy changed channel={}", name);
            }
            return channel;
        });
    }

    /** Stops a channel and forgets it and its keys. Fails with {@link ChannelException} for an unknown one. */
    public Future<Void> delete(String name) {
        if (!byName.containsKey(name)) {
            return Future.failedFuture(ChannelException.unknown(name));
        }
        return onWorker(() -> store.delete(name)).compose(deleted -> {
            Channel channel = byName.remove(name);
            if (channel == null) {
                return Future.failedFuture(ChannelException.unknown(name));
            }
            groups.close(name);
            if (listener != null) {
                listener.removed(name);
            }
            return stop(channel, "deleted").onComplete(done -> factory.discard(channel));
        });
    }

    /** Ends all streams, without a word to the database: they run again after the next start. */
    public Future<Void> close() {
        vertx.cancelTimer(inputTimer);
        List<Future<Void>> ends = new ArrayList<>();
        for (Channel channel : byName.values()) {
            ends.add(channel.stop());
            factory.discard(channel);
        }
        byName.clear();
        return Future.join(ends).mapEmpty();
    }

    public @Nullable Channel find(String name) {
        return byName.get(name);
    }

    /** Sorted by name; a view. */
    public Collection<Channel> all() {
        return byName.values();
    }

    /** Where the relay finds the streams. */
    public LiveStreams streams() {
        return this::stream;
    }

    /** Where feeds and pulls find the packets. */
    public LivePacketsDirectory packets() {
        return this::packets;
    }

    private @Nullable LiveStream stream(String name) {
        Channel channel = byName.get(name);
        return channel == null ? null : channel.stream();
    }

    private @Nullable LivePackets packets(String name) {
        Channel channel = byName.get(name);
        return channel == null ? null : channel.packets();
    }

    private void restore(ChannelRecord record) {
        try {
            begin(add(record, SourceJson.readKept(record.sourceJson()), keptPolicy(record.policyJson())), record);
        } catch (ChannelException | IllegalArgumentException e) {
            LOG.error("channel not restored channel={} reason={}", record.name(), e.getMessage());
        }
    }

    /** @throws IllegalArgumentException when it is damaged: nobody is to watch a channel that was not for everybody */
    private static GroupPolicy keptPolicy(String json) {
        try {
            return json.isEmpty() ? GroupPolicy.OPEN : PolicyJson.read(JSON.readTree(json), GroupPolicy.OPEN);
        } catch (JsonProcessingException e) {
            // Without its words, which may show a piece of a secret.
            throw new IllegalArgumentException("its policy is damaged");
        }
    }

    private ChannelRecord insert(String name, SourceSpec spec, ChannelAbout about, boolean start, boolean recorded) {
        ChannelRecord record = factory.newRecord(name, SourceJson.write(spec), start, recorded, about);
        store.insert(record);
        return record;
    }

    private Channel add(ChannelRecord record, SourceSpec spec, GroupPolicy policy) {
        Channel channel = factory.create(record, spec, policy);
        byName.put(channel.name(), channel);
        groups.open(channel.name(), channel.keys().publicKeyBase64Url(), policy);
        return channel;
    }

    /** Does what the channel is to do from the beginning. */
    private void begin(Channel channel, ChannelRecord record) {
        if (record.recorded()) {
            channel.recorder().start();
        }
        if (record.running()) {
            start(channel);
        }
    }

    private Future<Channel> setRunning(String name, boolean running) {
        return note(name, () -> store.setRunning(name, running));
    }

    /** Writes something about a channel into the database, and gives the channel, if it is still there. */
    private Future<Channel> note(String name, Runnable write) {
        if (!byName.containsKey(name)) {
            return Future.failedFuture(ChannelException.unknown(name));
        }
        return onWorker(() -> {
                    write.run();
                    return name;
                })
                .map(done -> {
                    Channel channel = byName.get(name);
                    if (channel == null) {
                        throw ChannelException.unknown(name);
                    }
                    return channel;
                });
    }

    private void start(Channel channel) {
        if (!channel.running()) {
            if (channel.recorder().status().wanted()) {
                // Once more, should the disk have been full the last time.
                channel.recorder().start();
            }
            channel.start();
            LOG.info("channel started channel={}", channel.name());
            if (listener != null) {
                listener.started(channel);
            }
        }
    }

    private static Future<Void> stop(Channel channel, String word) {
        LOG.info("channel {} channel={}", word, channel.name());
        return channel.stop();
    }

    private static Throwable explain(String name, Throwable failure) {
        if (failure instanceof SourceRefused) {
            return ChannelException.refused(String.valueOf(failure.getMessage()));
        }
        return failure instanceof ChannelExists ? exists(name) : failure;
    }

    private static ChannelException exists(String name) {
        return new ChannelException(
                Reason.EXISTS, "A channel named " + name + " exists already: choose another name, or delete it first.");
    }

    private <T> Future<T> onWorker(Callable<T> work) {
        return vertx.executeBlocking(work);
    }
}
