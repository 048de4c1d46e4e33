package org.bittube.tracker.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.vertx.core.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.bittube.tracker.address.AddressLimits;
import org.bittube.tracker.address.AddressTable;
import org.bittube.tracker.address.AddressUse;
import org.bittube.tracker.address.TrustedProxies;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One socket on a channel without a network, in virtual time. */
class ChannelSocketTest {
    private static final SocketAddress ADDRESS = SocketAddress.inetSocketAddress(1234, "192.0.2.1");
    private static final SocketLimits LIMITS = new SocketLimits(1_000, 10, 20, 4_000, 5_000, 12_000, 30_000);

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final AddressTable addresses = new AddressTable(new AddressLimits(10, 10, 5_000, 5_000), 1);
    private final AddressUse use = addresses.enter(ADDRESS, 0).orElseThrow();
    private final List<String> heard = new ArrayList<>();
    private boolean hasWords = true;
    private long nowMillis = 1_000_000;
    private final SocketServer server =
            new SocketServer(channel.eventLoop(), 10, addresses, TrustedProxies.NONE, () -> nowMillis);
    private final ChannelSocket socket = new ChannelSocket(server, LIMITS, ADDRESS, use, gone -> heard.add("gone"));

    ChannelSocketTest() {
        channel.pipeline().addLast(socket);
        socket.session(new TextSession() {
            @Override
            public void onText(ByteBuf utf8) {
                heard.add(utf8.toString(StandardCharsets.UTF_8));
            }

            @Override
            public void onFlood() {
                heard.add("flood");
                say("flood");
            }

            @Override
            public boolean onDrain(int afterMillis) {
                say("after " + afterMillis);
                return hasWords;
            }

            @Override
            public void onEnd() {
                heard.add("end");
            }
        });
    }

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    @Test
    void handsTextsOnAndSendsWhatWasSaid() {
        receive(0x81, "hello");
        assertThat(heard).containsExactly("hello");
        say("one");
        say("two");
        channel.runPendingTasks();
        assertThat(sent()).isEqualTo("8103one");
        assertThat(sent()).isEqualTo("8103two");
    }

    @Test
    void answersPingsAndPingsByItself() {
        receive(0x89, "x");
        channel.runPendingTasks();
        assertThat(sent()).isEqualTo("8a01x");
        pass(4_999);
        assertThat(channel.<ByteBuf>readOutbound()).isNull();
        pass(1);
        assertThat(sent()).isEqualTo("8900");
    }

    @Test
    void givesUpWhoIsSilent() {
        pass(11_999);
        assertThat(sent()).isEqualTo("8900");
        receive(0x8A, "");
        pass(11_999);
        assertThat(heard).isEmpty();
        pass(1);
        sent();
        assertThat(sent()).startsWith("88");
        assertThat(heard).containsExactly("end");
        assertThat(channel.isOpen()).isTrue();
        channel.advanceTimeBy(2, TimeUnit.SECONDS);
        channel.runPendingTasks();
        assertThat(channel.isOpen()).isFalse();
        assertThat(heard).containsExactly("end", "gone");
    }

    @Test
    void tellsWhoFloodsAndClosesAndHearsNothingMore() {
        for (int i = 0; i < 20; i++) {
            receive(0x81, "m");
        }
        assertThat(heard).hasSize(20);
        receive(0x81, "m");
        receive(0x81, "m");
        channel.runPendingTasks();
        assertThat(sent()).isEqualTo("8105flood");
        assertThat(sent()).startsWith("88");
        assertThat(heard).hasSize(22).endsWith("flood", "end");
    }

    @Test
    void tellsWhoSendsMoreBytesThanItsAddressMay() {
        for (int i = 0; i < 5; i++) {
            receive(0x81, "x".repeat(990));
        }
        receive(0x81, "y".repeat(20));
        channel.runPendingTasks();
        assertThat(heard).hasSize(7).contains("flood").endsWith("end");
    }

    @Test
    void cutsWhoDoesNotTakeWhatItIsSent() {
        stopTaking();
        for (int i = 0; i < 4; i++) {
            say("x".repeat(600));
        }
        assertThat(socket.congested()).isTrue();
        assertThat(channel.isOpen()).isTrue();
        say("x".repeat(2_000));
        channel.runPendingTasks();
        assertThat(channel.isOpen()).isFalse();
        assertThat(heard).containsExactlyInAnyOrder("gone", "end");
    }

    @Test
    void cutsWhoIsBehindForTooLong() {
        stopTaking();
        say("x");
        receive(0x8A, "");
        for (int i = 0; i < 29; i++) {
            pass(1_000);
            receive(0x8A, "");
        }
        assertThat(channel.isOpen()).isTrue();
        pass(1_000);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void answersACloseAndTellsOnce() {
        receive(0x88, "");
        channel.runPendingTasks();
        assertThat(sent()).startsWith("88");
        assertThat(channel.isOpen()).isFalse();
        socket.end(CloseCode.GOING_AWAY, "again");
        channel.runPendingTasks();
        assertThat(heard).containsExactlyInAnyOrder("gone", "end");
    }

    @Test
    void doesNotListenWithoutEndToWhoWasTold() {
        socket.end(CloseCode.POLICY, "enough");
        channel.runPendingTasks();
        for (int i = 0; i < 1_000 && channel.isOpen(); i++) {
            receive(0x81, "x".repeat(10_000));
        }
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void tellsWhenToComeBackWhereThereAreWordsForIt() {
        assertThat(socket.drain(7_000)).isTrue();
        channel.runPendingTasks();
        assertThat(sent()).isEqualTo("810aafter 7000");
        hasWords = false;
        assertThat(socket.drain(7_000)).isFalse();
        assertThat(channel.isOpen()).isTrue();
        socket.end(CloseCode.GOING_AWAY, "the tracker ends");
        hasWords = true;
        assertThat(socket.drain(7_000)).isFalse();
    }

    @Test
    void clientsComeBackAfterTheEndNotAllAtOnce() {
        SplittableRandom random = new SplittableRandom(7);
        ComeBack few = ComeBack.of(10, 3_000);
        assertThat(few).isEqualTo(new ComeBack(4_000, 5_000));
        assertThat(ComeBack.of(50_000, 0)).isEqualTo(new ComeBack(1_000, 100_000));
        assertThat(ComeBack.of(1_000_000_000, 600_000)).isEqualTo(new ComeBack(601_000, 120_000));
        int[] bySecond = new int[9];
        for (int i = 0; i < 10_000; i++) {
            bySecond[few.draw(random) / 1_000]++;
        }
        assertThat(bySecond).startsWith(0, 0, 0, 0);
        assertThat(Arrays.stream(bySecond, 4, 9).boxed())
                .allSatisfy(count -> assertThat(count).isBetween(1_800, 2_200));
    }

    private void stopTaking() {
        channel.pipeline().addFirst(new ChannelOutboundHandlerAdapter() {
            @Override
            public void flush(ChannelHandlerContext context) {
                // What was written stays where it is.
            }
        });
    }

    private void say(String text) {
        ByteBuf message = socket.message(text.length());
        message.writeCharSequence(text, StandardCharsets.UTF_8);
        socket.send(message);
    }

    private void receive(int head, String text) {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        ByteBuf frame = Unpooled.buffer().writeByte(head);
        if (payload.length < 126) {
            frame.writeByte(0x80 | payload.length);
        } else {
            frame.writeByte(0x80 | 126).writeShort(payload.length);
        }
        // Of a mask of zeros nothing is to be seen; the reader's own tests have others.
        channel.pipeline().fireChannelRead(frame.writeInt(0).writeBytes(payload));
    }

    private void pass(long millis) {
        nowMillis += millis;
        socket.check(nowMillis);
        channel.runPendingTasks();
    }

    /** The next thing that was sent: its head in hex, then its text. */
    private String sent() {
        ByteBuf frame = channel.readOutbound();
        try {
            return String.format("%02x%02x", frame.readByte(), frame.readByte())
                    + frame.toString(StandardCharsets.UTF_8);
        } finally {
            frame.release();
        }
    }
}
