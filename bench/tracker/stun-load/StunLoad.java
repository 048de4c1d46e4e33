import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/**
 * Asks a STUN server as fast as it answers: some sockets, each with so many requests under way. Every answer is read: it must be a success with
 * the transaction id of a request and the address of the socket that asked. Prints one line of JSON: what was counted while it was measured.
 * Arguments: port, seconds before, seconds measured.
 */
final class StunLoad {
    private static final int SOCKETS = 8;

    /** Few enough that the kernel's buffer holds them all, many enough that the server never waits. */
    private static final int UNDER_WAY = 20;

    private static final int COOKIE = 0x2112A442;
    private static final int ANSWER_BYTES = 128;

    private static long answers;
    private static long wrong;
    private static long lost;

    public static void main(String[] args) throws Exception {
        InetSocketAddress server = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), Integer.parseInt(args[0]));
        EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
        for (int i = 0; i < SOCKETS; i++) {
            new Bootstrap()
                    .group(loop)
                    .channel(EpollDatagramChannel.class)
                    .option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, ANSWER_BYTES)
                    .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(ANSWER_BYTES * 32))
                    .handler(new Asker(server))
                    .bind(InetAddress.getByName("127.0.0.1"), 0)
                    .sync();
        }
        Thread.sleep(TimeUnit.SECONDS.toMillis(Long.parseLong(args[1])));
        long[] before = loop.submit(StunLoad::counts).get();
        long began = System.nanoTime();
        System.out.println("{\"event\":\"begin\"}");
        Thread.sleep(TimeUnit.SECONDS.toMillis(Long.parseLong(args[2])));
        long[] after = loop.submit(StunLoad::counts).get();
        double seconds = (System.nanoTime() - began) / 1e9;
        System.out.printf(
                "{\"event\":\"done\",\"seconds\":%.3f,\"answers\":%d,\"wrong\":%d,\"lost\":%d}%n",
                seconds, after[0] - before[0], after[1] - before[1], after[2] - before[2]);
        System.exit(0);
    }

    private static long[] counts() {
        return new long[] {answers, wrong, lost};
    }

    /** One socket. */
    private static final class Asker extends SimpleChannelInboundHandler<DatagramPacket> {
        private final InetSocketAddress server;
        private final boolean[] underWay = new boolean[UNDER_WAY];
        private int ownPort;
        private long seen;

        Asker(InetSocketAddress server) {
            this.server = server;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            ownPort = ((InetSocketAddress) context.channel().localAddress()).getPort();
            askAll(context.channel());
            context.executor().scheduleAtFixedRate(() -> repair(context.channel()), 200, 200, TimeUnit.MILLISECONDS);
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
            ByteBuf answer = packet.content();
            int number = answer.readableBytes() < 32 ? -1 : answer.getInt(16);
            boolean right = number >= 0
                    && number < UNDER_WAY
                    && underWay[number]
                    && answer.getUnsignedShort(0) == 0x0101
                    && answer.getUnsignedShort(2) == answer.readableBytes() - 20
                    && answer.getInt(4) == COOKIE
                    && answer.getLong(8) == ownPort
                    && answer.getInt(20) == 0x00200008
                    && (answer.getUnsignedShort(26) ^ (COOKIE >>> 16)) == ownPort
                    && (answer.getInt(28) ^ COOKIE) == 0x7F000001;
            if (!right) {
                wrong++;
                return;
            }
            answers++;
            seen++;
            ask(context.channel(), number);
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            context.flush();
        }

        /** Nothing came for a while: what was under way is lost. */
        private void repair(Channel channel) {
            if (seen == 0) {
                lost += UNDER_WAY;
                askAll(channel);
            }
            seen = 0;
        }

        private void askAll(Channel channel) {
            for (int number = 0; number < UNDER_WAY; number++) {
                ask(channel, number);
            }
            channel.flush();
        }

        private void ask(Channel channel, int number) {
            underWay[number] = true;
            ByteBuf request = channel.alloc().directBuffer(20, 20);
            request.writeInt(0x00010000).writeInt(COOKIE).writeLong(ownPort).writeInt(number);
            channel.write(new DatagramPacket(request, server), channel.voidPromise());
        }
    }
}
