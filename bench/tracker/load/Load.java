import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;

/**
 * Peers of a WebTorrent tracker, all on one thread: {@code Load PORT SOCKETS GROUP}. It opens the sockets, prints {@code {"event":"open"}} when every
 * peer is in its swarm, and then does what it is told line by line:
 * {@code paced ANNOUNCES_A_SECOND SECONDS}, {@code saturate SECONDS}, {@code flood FLOODERS ANNOUNCES_A_SECOND SECONDS}, {@code end}.
 * Each prints {@code "begin"} after it has run in, and {@code "done"} with its counts.
 */
final class Load implements Peer.Listener {
    private static final int CONNECTING = 200;
    private static final int SOCKETS_AN_ADDRESS = 20_000;
    private static final int TICK_MILLIS = 2;
    private static final long WARM_UP_MILLIS = 1_000L * Integer.getInteger("warmUpSeconds", 20);
    /** A peer whose announce was not answered whole announces again. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Bootstrap bootstrap;
    private final int sockets;
    private final int groupSize;
    private final Tally tally = new Tally();
    private final List<Peer> open = new ArrayList<>();
    /** The one that announced longest ago first. */
    private final Set<Peer> waiting = new LinkedHashSet<>();
    private int started;
    private int present;
    private boolean saturating;
    private double due;
    private int next;
    private long lastTickNanos;

    private Load(int port, int sockets, int groupSize) {
        this.sockets = sockets;
        this.groupSize = groupSize;
        this.bootstrap = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_REUSEADDR, true)
                .remoteAddress("127.0.0.1", port);
    }

    public static void main(String[] args) throws Exception {
        Load load = new Load(Integer.parseInt(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2]));
        load.loop.submit(load::connectMore).get();
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String line = commands.readLine(); line != null && !line.equals("end"); line = commands.readLine()) {
            load.run(line.split(" "));
        }
        System.exit(0);
    }

    private void run(String[] command) throws Exception {
        switch (command[0]) {
            case "paced" -> measured(Integer.parseInt(command[1]), Integer.parseInt(command[2]));
            case "saturate" -> {
                loop.submit(() -> saturate(true)).get();
                measured(0, Integer.parseInt(command[1]));
                loop.submit(() -> saturate(false)).get();
            }
            case "flood" -> {
                List<Flooder> flooders = new ArrayList<>();
                for (int i = 0; i < Integer.parseInt(command[1]); i++) {
                    // A group of their own, behind those of the others.
                    flooders.add(new Flooder(bootstrap, (sockets / groupSize + 1) * groupSize + i, groupSize));
                }
                loop.submit(() -> flooders.forEach(Flooder::start)).get();
                measured(Integer.parseInt(command[2]), Integer.parseInt(command[3]));
                loop.submit(() -> flooders.forEach(Flooder::stop)).get();
                print("flooders", "{\"closed\":" + flooders.stream().mapToInt(Flooder::timesClosed).sum() + "}");
            }
            default -> throw new IllegalArgumentException(command[0]);
        }
    }

    private void measured(int announcesPerSecond, int seconds) throws Exception {
        lastTickNanos = System.nanoTime();
        var ticking = loop.scheduleAtFixedRate(() -> tick(announcesPerSecond), 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
        Thread.sleep(WARM_UP_MILLIS);
        loop.submit(() -> tally.takeJson(0)).get();
        print("begin", "{}");
        long began = System.nanoTime();
        Thread.sleep(seconds * 1_000L);
        double took = (System.nanoTime() - began) / 1e9;
        print("done", loop.submit(() -> tally.takeJson(took)).get());
        ticking.cancel(false);
    }

    private static void print(String event, String json) {
        System.out.println("{\"event\":\"" + event + "\",\"figures\":" + json + "}");
    }

    private void connectMore() {
        while (started < sockets && started - present < CONNECTING) {
            int number = started++;
            // Neighbours in number are of one group, and come one behind the other.
            Peer peer = new Peer(number, groupSize, tally, this);
            bootstrap.clone().handler(peer).localAddress("127.0.0." + (1 + number / SOCKETS_AN_ADDRESS), 0).connect();
        }
    }

    private void tick(int announcesPerSecond) {
        long now = System.nanoTime();
        due = Math.min(due + announcesPerSecond * (now - lastTickNanos) / 1e9, announcesPerSecond / 10.0);
        lastTickNanos = now;
        for (; due >= 1; due--) {
            Peer peer = open.get(next++ % open.size());
            if (peer.isOpen()) {
                peer.announce();
            }
        }
        while (saturating && !waiting.isEmpty() && now - waiting.iterator().next().announcedNanos() > PATIENCE_NANOS) {
            again(waiting.iterator().next());
        }
    }

    private void saturate(boolean on) {
        saturating = on;
        waiting.clear();
        if (on) {
            open.forEach(this::again);
        }
    }

    private void again(Peer peer) {
        waiting.remove(peer);
        if (peer.isOpen()) {
            peer.announce();
            waiting.add(peer);
        }
    }

    @Override
    public void opened(Peer peer) {
        peer.present();
    }

    @Override
    public void finished(Peer peer) {
        if (present < sockets) {
            present++;
            open.add(peer);
            connectMore();
            if (present == sockets) {
                loop.execute(() -> print("open", tally.takeJson(0)));
            }
        } else if (saturating) {
            again(peer);
        }
    }

    @Override
    public void closed(Peer peer) {
        // The tally knows.
    }
}
