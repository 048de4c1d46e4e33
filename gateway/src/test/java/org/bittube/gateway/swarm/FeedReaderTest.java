package org.bittube.gateway.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.bittube.gateway.packet.Packet;
import org.bittube.gateway.packet.PacketCodec;
import org.bittube.gateway.packet.PacketHeader;
import org.bittube.gateway.packet.PacketWindow;
import org.junit.jupiter.api.Test;

class FeedReaderTest {
    private static final int PACKET_BYTES = 1_086;

    private long nowMillis = 10_000;
    private long countedBytes;
    private final List<Long> sent = new ArrayList<>();
    private final ArrayDeque<Promise<Void>> writes = new ArrayDeque<>();
    private final FeedReader reader = new FeedReader(
            message -> {
                sent.add(PacketCodec.decode(message).seq());
                Promise<Void> write = Promise.promise();
                writes.add(write);
                return write.future();
            },
            () -> nowMillis,
            bytes -> countedBytes += bytes);
    private PacketWindow window = new PacketWindow(60_000, 64 << 20);
    private long nextSeq;

    /** Adds packets, 50 ms each, with 1,000 bytes. */
    private void make(int count) {
        for (int i = 0; i < count; i++) {
            PacketHeader header = new PacketHeader(2, 0, 1, nextSeq, nextSeq * 50, 0, 1_000);
            Buffer bytes = PacketCodec.encodeHeader(header).appendBytes(new byte[PacketCodec.SIGNATURE_BYTES + 1_000]);
            window.add(new Packet(header, bytes));
            nextSeq++;
            reader.pump();
        }
    }

    private void takeAll() {
        while (!writes.isEmpty()) {
            writes.poll().complete();
        }
    }

    private void subscribe(long fromSeq, int... substreams) {
        reader.subscribe(Substreams.of(substreams), fromSeq);
        reader.pump();
    }

    @Test
    void sendsWhatIsInTheWindowAndThenWhatComes() {
        make(20);
        reader.read(window);
        assertThat(reader.subscribe(Substreams.of(1, 3), 5)).isEqualTo(5);
        reader.pump();
        assertThat(sent).containsExactly(9L, 11L, 17L, 19L);
        make(8);
        assertThat(sent).containsExactly(9L, 11L, 17L, 19L, 25L, 27L);
        assertThat(countedBytes).isZero();
        takeAll();
        assertThat(countedBytes).isEqualTo(6L * PACKET_BYTES);
    }

    @Test
    void startsAtTheWindowsBeginningOrAtItsHead() {
        window = new PacketWindow(1_000, 64 << 20);
        make(100);
        reader.read(window);
        assertThat(reader.subscribe(Substreams.of(0), 0)).isEqualTo(79);
        assertThat(reader.subscribe(Substreams.of(0), 100)).isEqualTo(100);
        assertThat(reader.subscribe(Substreams.of(0), 107)).isEqualTo(107);
        assertThat(reader.subscribe(Substreams.of(0), 5_000)).isEqualTo(100);
    }

    @Test
    void handsNoMoreToTheSocketThanItTakes() {
        make(1_000);
        reader.read(window);
        subscribe(0, 0, 1, 2, 3, 4, 5, 6, 7);
        int handed = sent.size();
        assertThat(handed * PACKET_BYTES).isBetween(FeedReader.MAX_UNSENT_BYTES, 300_000);
        writes.poll().complete();
        assertThat(sent).hasSize(handed + 1);
        takeAll();
        assertThat(sent).hasSize(1_000).isSorted();
    }

    @Test
    void unsubscribedSubstreamsStop() {
        reader.read(window);
        subscribe(0, 0, 1);
        make(8);
        reader.unsubscribe(Substreams.of(1));
        make(8);
        assertThat(sent).containsExactly(0L, 1L, 8L);
    }

    @Test
    void newEpochStartsAtItsBeginning() {
        reader.read(window);
        subscribe(0, 2);
        make(20);
        window = new PacketWindow(60_000, 64 << 20);
        nextSeq = 0;
        reader.read(window);
        make(3);
        assertThat(sent).containsExactly(2L, 10L, 18L, 2L);
    }

    @Test
    void socketThatTakesNothingForThreeSecondsIsSlow() {
        reader.read(window);
        subscribe(0, 0);
        make(1);
        nowMillis += 3_000;
        assertThat(reader.isSlow()).isFalse();
        nowMillis += 1;
        assertThat(reader.isSlow()).isTrue();
        takeAll();
        assertThat(reader.isSlow()).isFalse();
    }

    @Test
    void moreThanThreeSecondsOfTheStreamBehindIsSlow() {
        reader.read(window);
        subscribe(0, 0, 1, 2, 3, 4, 5, 6, 7);
        make(242 + 61);
        assertThat(sent).hasSize(242);
        assertThat(reader.isSlow()).isFalse();
        make(1);
        assertThat(reader.isSlow()).isTrue();
    }

    @Test
    void moreThanAMebibyteBehindIsSlow() {
        for (int i = 0; i < 80; i++) {
            PacketHeader header = new PacketHeader(2, 0, 1, i, 0, 0, 16_384);
            window.add(new Packet(
                    header,
                    PacketCodec.encodeHeader(header).appendBytes(new byte[PacketCodec.SIGNATURE_BYTES + 16_384])));
            if (i == 0) {
                reader.read(window);
                subscribe(1, 0, 1, 2, 3, 4, 5, 6, 7);
            }
            reader.pump();
            assertThat(reader.isSlow()).isEqualTo(i * 16_470L > FeedReader.SLOW_BYTES);
        }
    }

    @Test
    void catchingUpWithTheWindowIsNotSlowWhileItGoesOn() {
        make(1_000);
        reader.read(window);
        subscribe(0, 0, 1, 2, 3, 4, 5, 6, 7);
        nowMillis += 2_000;
        writes.poll().complete();
        assertThat(reader.isSlow()).isFalse();
    }

    @Test
    void readerThatTheWindowOvertookGoesOnWithWhatIsThere() {
        window = new PacketWindow(1_000, 64 << 20);
        make(1);
        reader.read(window);
        subscribe(1, 5);
        for (int i = 0; i < 400; i++) {
            make(8);
        }
        int handed = sent.size();
        takeAll();
        assertThat(sent.size()).isGreaterThan(handed);
        assertThat(sent.get(handed)).isGreaterThanOrEqualTo(window.firstSeq());
    }

    @Test
    void socketThatTakesEverythingAtOnceDoesNotOverflowTheStack() {
        List<Long> taken = new ArrayList<>();
        FeedReader eager = new FeedReader(
                message -> {
                    taken.add(PacketCodec.decode(message).seq());
                    return Future.succeededFuture();
                },
                () -> nowMillis,
                bytes -> {});
        window = new PacketWindow(Long.MAX_VALUE, Long.MAX_VALUE);
        make(20_000);
        eager.read(window);
        eager.subscribe(Substreams.ALL, 0);
        eager.pump();
        assertThat(taken).hasSize(20_000).isSorted();
    }
}
