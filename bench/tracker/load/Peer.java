import java.nio.charset.StandardCharsets;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** One socket with one peer: announces when it is told to, answers every offer, and checks all that comes. */
final class Peer extends ChannelInboundHandlerAdapter {
    /** What a peer tells the load of. */
    interface Listener {
        void opened(Peer peer);

        /** The announce was replied to and every offer of it answered. */
        void finished(Peer peer);

        void closed(Peer peer);
    }

    private static final byte[] TYPE = "\"type\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PEER_ID = "\"peer_id\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] OFFER_ID = "\"offer_id\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] INTERVAL = "\"interval\":".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PONG = {(byte) 0x8A, (byte) 0x80, 0, 0, 0, 0};

    private final int number;
    private final int groupSize;
    private final byte[] infoHash;
    private final byte[] id;
    private final Tally tally;
    private final Listener listener;
    private ChannelHandlerContext context;
    private ByteBuf held = Unpooled.EMPTY_BUFFER;
    private boolean upgraded;
    private boolean dirty;
    private int offersMade;
    private int answersDue;
    private boolean replyDue;
    private long announcedNanos;

    Peer(int number, int groupSize, Tally tally, Listener listener) {
        this.number = number;
        this.groupSize = groupSize;
        this.infoHash = Messages.infoHash(number / groupSize);
        this.id = Messages.peerId(number);
        this.tally = tally;
        this.listener = listener;
    }

    long announcedNanos() {
        return announcedNanos;
    }

    boolean isOpen() {
        return upgraded && context.channel().isActive();
    }

    boolean isWritable() {
        return context.channel().isWritable();
    }

    void close() {
        context.close();
    }

    /** Says that it is there, and offers nothing. */
    void present() {
        write(Messages.PRESENCE, infoHash, id);
        replyDue = true;
        announcedNanos = System.nanoTime();
        context.flush();
    }

    void announce() {
        byte[][] fillings = new byte[2 + Messages.OFFERS][];
        fillings[0] = infoHash;
        fillings[1] = id;
        for (int i = 0; i < Messages.OFFERS; i++) {
            fillings[2 + i] = Messages.offerId(number, offersMade++);
        }
        answersDue = Messages.OFFERS;
        replyDue = true;
        announcedNanos = System.nanoTime();
        tally.announces++;
        write(Messages.ANNOUNCE, fillings);
        context.flush();
    }

    @Override
    public void channelActive(ChannelHandlerContext active) {
        context = active;
        active.writeAndFlush(Unpooled.copiedBuffer(
                "GET /announce HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
                StandardCharsets.US_ASCII));
    }

    @Override
    public void channelRead(ChannelHandlerContext from, Object message) {
        ByteBuf in = (ByteBuf) message;
        ByteBuf all = held.isReadable() ? Unpooled.wrappedBuffer(held, in) : in;
        if (!upgraded && !upgrade(all)) {
            held = all;
            return;
        }
        while (frame(all)) {
            // on to the next one
        }
        if (all.isReadable()) {
            held = from.alloc().buffer(all.readableBytes()).writeBytes(all);
        } else {
            held = Unpooled.EMPTY_BUFFER;
        }
        all.release();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext from) {
        if (dirty) {
            dirty = false;
            from.flush();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext from) {
        tally.closed++;
        listener.closed(this);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext from, Throwable cause) {
        if (!(cause instanceof java.io.IOException)) {
            tally.wrong(cause.toString());
        }
        from.close();
    }

    private boolean upgrade(ByteBuf answer) {
        int end = ByteBufUtil.indexOf(Unpooled.wrappedBuffer("\r\n\r\n".getBytes(StandardCharsets.US_ASCII)), answer);
        if (end < 0) {
            return false;
        }
        if (!answer.toString(answer.readerIndex(), 12, StandardCharsets.US_ASCII).equals("HTTP/1.1 101")) {
            tally.wrong(answer.toString(StandardCharsets.US_ASCII));
            context.close();
        }
        answer.readerIndex(end + 4);
        upgraded = true;
        listener.opened(this);
        return true;
    }

    private boolean frame(ByteBuf in) {
        if (in.readableBytes() < 2) {
            return false;
        }
        int start = in.readerIndex();
        int opcode = in.getByte(start) & 0xF;
        int length = in.getByte(start + 1) & 0x7F;
        int header = 2;
        if (length == 126) {
            if (in.readableBytes() < 4) {
                return false;
            }
            length = in.getUnsignedShort(start + 2);
            header = 4;
        }
        if (in.readableBytes() < header + length) {
            return false;
        }
        if (opcode == 9) {
            context.write(Unpooled.wrappedBuffer(PONG), context.voidPromise());
            dirty = true;
        } else if (opcode == 1) {
            text(in.slice(start + header, length));
        }
        in.skipBytes(header + length);
        return true;
    }

    private void text(ByteBuf message) {
        int type = findFirst(message, TYPE);
        if (type < 0) {
            reply(message);
        } else if (message.getByte(type) == 'o') {
            offer(message, type);
        } else {
            answer(message, type);
        }
    }

    private void reply(ByteBuf message) {
        if (find(message, INTERVAL) < 0) {
            tally.wrong(message.toString(StandardCharsets.ISO_8859_1));
        } else if (replyDue) {
            replyDue = false;
            tally.replies++;
            tally.latency(System.nanoTime() - announcedNanos);
            finishIfDone();
        }
    }

    private void offer(ByteBuf message, int type) {
        byte[] from = bytesBehind(message, PEER_ID);
        byte[] offerId = bytesBehind(message, OFFER_ID);
        int maker = Messages.number(offerId, 0);
        boolean sound = maker != number && maker / groupSize == number / groupSize && Messages.number(from, 10) == maker;
        if (!sound || !carries(message, type, Messages.OFFER)) {
            tally.wrong("an offer that is not what was sent");
            return;
        }
        tally.offers++;
        write(Messages.REPLY, infoHash, id, from, offerId);
        dirty = true;
    }

    private void answer(ByteBuf message, int type) {
        byte[] offerId = bytesBehind(message, OFFER_ID);
        if (Messages.number(offerId, 0) != number || !carries(message, type, Messages.ANSWER)) {
            tally.wrong("an answer that is not what was sent");
            return;
        }
        tally.answers++;
        if (Messages.number(offerId, 10) >= offersMade - Messages.OFFERS) {
            answersDue--;
            finishIfDone();
        }
    }

    private void finishIfDone() {
        if (!replyDue && answersDue == 0) {
            listener.finished(this);
        }
    }

    private static boolean carries(ByteBuf message, int type, byte[] description) {
        int start = type - TYPE.length - 1;
        return start + description.length <= message.writerIndex()
                && ByteBufUtil.equals(message, start, Unpooled.wrappedBuffer(description), 0, description.length);
    }

    private byte[] bytesBehind(ByteBuf message, byte[] field) {
        byte[] value = new byte[Template.HOLE_BYTES];
        int at = find(message, field);
        if (at < 0 || at + value.length > message.writerIndex()) {
            tally.wrong("no " + new String(field, StandardCharsets.US_ASCII));
        } else {
            message.getBytes(at, value);
        }
        return value;
    }

    /** Where the byte behind the last {@code what} is: what servers put around descriptions stands at the end or the beginning. */
    private static int find(ByteBuf message, byte[] what) {
        for (int at = message.writerIndex() - what.length; at >= message.readerIndex(); at--) {
            if (standsAt(message, at, what)) {
                return at + what.length;
            }
        }
        return -1;
    }

    private static int findFirst(ByteBuf message, byte[] what) {
        for (int at = message.readerIndex(); at <= message.writerIndex() - what.length; at++) {
            if (standsAt(message, at, what)) {
                return at + what.length;
            }
        }
        return -1;
    }

    private static boolean standsAt(ByteBuf message, int at, byte[] what) {
        int i = 0;
        while (i < what.length && message.getByte(at + i) == what[i]) {
            i++;
        }
        return i == what.length;
    }

    private void write(Template template, byte[]... fillings) {
        ByteBuf frame = context.alloc().directBuffer(template.bytes());
        template.writeTo(frame, fillings);
        context.write(frame, context.voidPromise());
    }
}
