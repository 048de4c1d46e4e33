package org.bittube.gateway.swarm;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.bittube.gateway.packet.Packet;

/** The feed of one group: its sockets, each with what it reads. Confined to its event loop. */
final class FeedGroup implements PacketListener {
    /**
     * Refused viewers come back spread over a second, not all at the same moment, and soon: who still needs the feed then has lost its
     * parent, perhaps because the one at the top of the tree is dead.
     */
    private static final long RETRY_MILLIS = 1_000;

    private static final int RETRY_SPREAD_MILLIS = 1_001;

    private static final long PING_MILLIS = 1_000;
    /** Three pings unanswered: whole trees hang below who holds copies, so somebody else may have them. */
    private static final long SILENT_MILLIS = 3_000;

    private static final long DEAD_MILLIS = 12_000;

    /** Of the pings that holders get, one in so many goes to the others, too. */
    private static final int PINGS_OF_IDLE = 5;

    private final LivePackets packets;
    private final FeedBudget budget;
    private final FeedTally tally;
    private final FeedRefusals refusals = new FeedRefusals();
    private final FeedHeirs heirs = new FeedHeirs();
    private final LongSupplier clockMillis;
    private final RandomGenerator random;
    private final Map<Long, FeedSocket> sockets = new LinkedHashMap<>();
    private int pings;

    FeedGroup(
            LivePackets packets, FeedBudget budget, FeedTally tally, LongSupplier clockMillis, RandomGenerator random) {
        this.packets = packets;
        this.budget = budget;
        this.tally = tally;
        this.clockMillis = clockMillis;
        this.random = random;
    }

    /** @param onGone called once, when the connection has ended */
    void add(FeedSocket socket, Runnable onGone) {
        sockets.put(socket.number(), socket);
        socket.reader().read(packets.window());
        socket.open(request -> onRequest(socket, request), () -> {
            remove(socket);
            onGone.run();
        });
    }

    private void onRequest(FeedSocket socket, FeedRequest request) {
        request.deliverTo(new FeedRequest.Handler() {
            @Override
            public void subscribe(FeedRequest.Subscribe subscribe) {
                FeedGroup.this.subscribe(socket, subscribe);
            }

            @Override
            public void unsubscribe(FeedRequest.Unsubscribe unsubscribe) {
                socket.reader().unsubscribe(budget.release(socket.number(), unsubscribe.substreams()));
            }
        });
        if (socket.isClosed()) {
            remove(socket);
        }
    }

    private void subscribe(FeedSocket socket, FeedRequest.Subscribe request) {
        if (!socket.takeRequest()) {
            refuse(
                    socket,
                    new FeedAnswer.Refused(
                            request.substreams(), FeedAnswer.Refused.RATE, Math.max(1, socket.requestDelayMillis())));
            return;
        }
        long nowMillis = clockMillis.getAsLong();
        Substreams before = budget.held(socket.number());
        Substreams due = budget.grant(socket.number(), packets.group(), request.substreams());
        Substreams lacking = request.substreams().without(due);
        Substreams hungry = refusals.comeBackFor(socket.number(), lacking, nowMillis);
        // Also where there are more copies: all trees may have grown below the one that is gone.
        Substreams replaced = request.lost() ? refusals.replace(lacking, nowMillis) : Substreams.NONE;
        Substreams spare = budget.grantSpare(socket.number(), packets.group(), hungry.and(replaced));
        heirs.note(socket.number(), spare.within(replaced));
        Substreams granted = due.and(spare);
        tally.given(granted.without(before));
        if (!granted.isEmpty()) {
            EpochPackets epoch = packets.current();
            long fromSeq = socket.reader().subscribe(granted, request.fromSeq());
            socket.send(new FeedAnswer.Subscribed(granted, spare, epoch == null ? 0 : epoch.epochMillis(), fromSeq));
        }
        Substreams refused = request.substreams().without(granted);
        refusals.note(socket.number(), refused, granted, nowMillis);
        if (!refused.isEmpty()) {
            long retryMillis = RETRY_MILLIS + random.nextInt(RETRY_SPREAD_MILLIS);
            refuse(socket, new FeedAnswer.Refused(refused, FeedAnswer.Refused.BUDGET, retryMillis));
        }
        socket.reader().pump();
    }

    private void refuse(FeedSocket socket, FeedAnswer.Refused answer) {
        tally.refused(answer);
        socket.send(answer);
    }

    /** Takes copies back from sockets that are slow, and lets go of those that are dead. */
    void check() {
        for (FeedSocket socket : List.copyOf(sockets.values())) {
            if (socket.silentMillis() >= DEAD_MILLIS) {
                socket.close(FeedSocket.GOING_AWAY, "no answer to pings");
            } else if (isUnfit(socket) && !budget.held(socket.number()).isEmpty()) {
                Substreams freed = budget.release(socket.number(), Substreams.ALL);
                evict(socket, freed, FeedAnswer.Evicted.SLOW);
                keep(freed);
            }
            if (socket.isClosed()) {
                remove(socket);
            }
        }
    }

    /** Below whoever got a copy when this holder fell silent hang the trees that were below it: they are not to move once more. */
    private void keep(Substreams freed) {
        heirs.takeOver(freed).forEach((number, substreams) -> {
            FeedSocket heir = sockets.get(number);
            Substreams kept = budget.keep(number, substreams);
            if (heir != null && !kept.isEmpty()) {
                heir.send(new FeedAnswer.Kept(kept));
            }
        });
    }

    private static boolean isUnfit(FeedSocket socket) {
        return socket.reader().isSlow() || socket.silentMillis() >= SILENT_MILLIS;
    }

    /** Takes back what the budget already took. */
    void evict(long number, Substreams substreams) {
        FeedSocket socket = sockets.get(number);
        if (socket != null) {
            evict(socket, substreams, FeedAnswer.Evicted.BUDGET);
        }
    }

    private void evict(FeedSocket socket, Substreams substreams, String reason) {
        FeedAnswer.Evicted answer = new FeedAnswer.Evicted(substreams, reason);
        tally.evicted(answer);
        socket.reader().unsubscribe(substreams);
        socket.send(answer);
    }

    /** Those that hold copies every time, the others often enough to know that they live. */
    void ping() {
        boolean all = pings++ % PINGS_OF_IDLE == 0;
        for (FeedSocket socket : sockets.values()) {
            if (all || !budget.held(socket.number()).isEmpty()) {
                socket.ping();
            }
        }
    }

    static long pingMillis() {
        return PING_MILLIS;
    }

    private void remove(FeedSocket socket) {
        sockets.remove(socket.number());
        socket.reader().unsubscribe(Substreams.ALL);
        budget.leave(socket.number());
        refusals.forget(socket.number());
    }

    int size() {
        return sockets.size();
    }

    @Override
    public void onEpoch() {
        sockets.values().forEach(socket -> socket.reader().read(packets.window()));
    }

    @Override
    public void onPacket(Packet packet) {
        sockets.values().forEach(socket -> socket.reader().pump());
    }

    @Override
    public void onClosed() {
        close("the channel was deleted");
    }

    void close(String reason) {
        for (FeedSocket socket : List.copyOf(sockets.values())) {
            socket.close(FeedSocket.GOING_AWAY, reason);
            remove(socket);
        }
    }
}
