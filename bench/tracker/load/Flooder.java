import java.util.concurrent.TimeUnit;

import io.netty.bootstrap.Bootstrap;

/** Sends announces without end and reads nothing, in a group of its own; comes back when it was closed. */
final class Flooder implements Peer.Listener {
    private static final int AT_ONCE = 20;
    private static final long RETURN_MILLIS = 100;

    private final Bootstrap bootstrap;
    private final int number;
    private final int groupSize;
    private final Tally ignored = new Tally();
    private boolean stopped;
    private int timesClosed;

    Flooder(Bootstrap bootstrap, int number, int groupSize) {
        this.bootstrap = bootstrap;
        this.number = number;
        this.groupSize = groupSize;
    }

    void start() {
        Peer peer = new Peer(number, groupSize, ignored, this);
        bootstrap.clone().handler(peer).connect();
    }

    void stop() {
        stopped = true;
    }

    int timesClosed() {
        return timesClosed;
    }

    @Override
    public void opened(Peer peer) {
        goOn(peer);
    }

    @Override
    public void finished(Peer peer) {
        // goes on anyway
    }

    @Override
    public void closed(Peer peer) {
        timesClosed++;
        if (!stopped) {
            bootstrap.config().group().schedule(this::start, RETURN_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void goOn(Peer peer) {
        if (!peer.isOpen()) {
            return;
        }
        if (stopped) {
            peer.close();
            return;
        }
        for (int i = 0; i < AT_ONCE && peer.isWritable(); i++) {
            peer.announce();
        }
        bootstrap.config().group().schedule(() -> goOn(peer), 1, TimeUnit.MILLISECONDS);
    }
}
