package org.bittube.tracker.stunserver;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import org.bittube.tracker.stun.BindingAnswer.Discovery;
import org.bittube.tracker.stun.BindingRequest;
import org.bittube.tracker.stunserver.StunSiblings.Sibling;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One UDP socket: answers Binding requests and passes everything else over. Answers leave together when no more requests wait. */
@SuppressWarnings(
        "FutureReturnValueIgnored") // What becomes of a write or a close is told to exceptionCaught, or to nobody.
final class StunDatagrams extends SimpleChannelInboundHandler<DatagramPacket> {
    private static final Logger LOG = LoggerFactory.getLogger(StunDatagrams.class);

    private final StunAnswers answers;
    private final StunSiblings siblings;
    /** Another socket of ours that has answers to send. */
    private @Nullable Channel unsent;

    StunDatagrams(StunAnswers answers, StunSiblings siblings) {
        this.answers = answers;
        this.siblings = siblings;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
        InetSocketAddress sender = packet.sender();
        ByteBuf message = packet.content();
        BindingRequest request =
                BindingRequest.parse(message, !siblings.isEmpty()).orElse(null);
        // The port 0 is nobody's; and whoever is over its rate is not told so, for an answer would be one more.
        if (request == null
                || sender.getPort() == 0
                || !context.channel().isWritable()
                || !answers.allows(sender.getAddress().getAddress())) {
            return;
        }
        Sibling sibling = siblings.of(context.channel(), request.changeAddress(), request.changePort());
        Discovery discovery = sibling == null ? null : sibling.discovery();
        answers.figures().answeredUdp();
        ByteBuf answer = StunAnswers.answer(context.alloc(), message, request, sender, discovery);
        InetSocketAddress to = request.responsePort() == 0 || !request.unknown().isEmpty()
                ? sender
                : new InetSocketAddress(sender.getAddress(), request.responsePort());
        // UDP: an answer that gets lost, or finds no room, is asked for again.
        if (sibling == null
                || sibling.channel() == context.channel()
                || !request.unknown().isEmpty()) {
            context.write(new DatagramPacket(answer, to), context.voidPromise());
        } else {
            flushUnsent(sibling.channel());
            unsent = sibling.channel();
            sibling.channel()
                    .write(new DatagramPacket(answer, to), sibling.channel().voidPromise());
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.flush();
        flushUnsent(null);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        // An unreachable client, or a full socket: the next datagram has nothing to do with it.
        LOG.debug("stun socket reports reason={}", cause.toString());
    }

    private void flushUnsent(@Nullable Channel unlessIt) {
        Channel waiting = unsent;
        if (waiting != null && waiting != unlessIt) {
            waiting.flush();
            unsent = null;
        }
    }
}
