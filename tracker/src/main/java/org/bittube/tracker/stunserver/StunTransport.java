package org.bittube.tracker.stunserver;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.bittube.tracker.stun.BindingRequest;
import org.jspecify.annotations.Nullable;

/**
 * The sockets of the STUN server on one thread: Linux' epoll where it can be had, which takes and sends many datagrams with one call of the system, and
 * Java's own channels elsewhere.
 */
final class StunTransport {
    private static final boolean EPOLL = Epoll.isAvailable();

    /** Datagrams that are taken with one call. A datagram is cut at what is longer than any request, and is none then. */
    private static final int BATCH = 32;

    private static final int DATAGRAM_BYTES = BindingRequest.MAX_LENGTH + 4;

    /** What the kernel keeps while the thread is busy; it may give less. */
    private static final int RECEIVE_BYTES = 1 << 20;

    /** Answers that wait until the batch is sent; past it, requests are passed over. */
    private static final WriteBufferWaterMark UNSENT_ANSWERS = new WriteBufferWaterMark(256 * 1024, 1 << 20);

    private static final int BACKLOG = 256;

    private final StunAnswers answers;
    private final StunConnections connections;
    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("stun", true), EPOLL ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());

    StunTransport(StunAnswers answers) {
        this.answers = answers;
        this.connections = new StunConnections(answers);
    }

    EventLoopGroup loop() {
        return loop;
    }

    String name() {
        return EPOLL ? "epoll" : "nio";
    }

    /**
     * Opens all sockets, blocking, and adds each to {@code opened}. Returns the port.
     *
     * @throws IOException when one of them cannot be had; those before it stay open
     */
    int open(InetAddress address, @Nullable InetAddress alternate, int wantedPort, List<Channel> opened)
            throws IOException {
        StunSiblings siblings = new StunSiblings();
        Channel first = udp(address, wantedPort, siblings, opened);
        int port = ((InetSocketAddress) first.localAddress()).getPort();
        opened.add(bound(tcp().bind(address, port)));
        if (alternate != null) {
            siblings.complete(
                    first,
                    udp(address, port + 1, siblings, opened),
                    udp(alternate, port, siblings, opened),
                    udp(alternate, port + 1, siblings, opened));
        }
        return port;
    }

    private Channel udp(InetAddress address, int port, StunSiblings siblings, List<Channel> opened) throws IOException {
        Class<? extends DatagramChannel> type = EPOLL ? EpollDatagramChannel.class : NioDatagramChannel.class;
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .channel(type)
                .option(ChannelOption.SO_RCVBUF, RECEIVE_BYTES)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, UNSENT_ANSWERS)
                .handler(new StunDatagrams(answers, siblings));
        if (EPOLL) {
            bootstrap
                    .option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, DATAGRAM_BYTES)
                    .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(DATAGRAM_BYTES * BATCH));
        } else {
            bootstrap.option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(DATAGRAM_BYTES));
        }
        Channel channel = bound(bootstrap.bind(address, port));
        opened.add(channel);
        return channel;
    }

    private ServerBootstrap tcp() {
        Class<? extends ServerSocketChannel> type =
                EPOLL ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
        return new ServerBootstrap()
                .group(loop)
                .channel(type)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(BindingRequest.MAX_LENGTH))
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, StunConnection.UNREAD_ANSWERS)
                .childHandler(newConnection());
    }

    private ChannelHandler newConnection() {
        return new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel channel) {
                if (channel.remoteAddress() instanceof InetSocketAddress client) {
                    channel.pipeline().addLast(new StunConnection(connections, client));
                } else {
                    channel.unsafe().closeForcibly(); // gone already: nobody is told
                }
            }
        };
    }

    private static Channel bound(ChannelFuture binding) throws IOException {
        binding.awaitUninterruptibly();
        Throwable cause = binding.cause();
        if (cause instanceof IOException failure) {
            throw failure;
        }
        if (cause != null) {
            throw new IOException(cause);
        }
        return binding.channel();
    }
}
