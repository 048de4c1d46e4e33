package org.bittube.gateway.rtmp.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.util.Random;
import org.bittube.gateway.rtmp.chunk.RtmpException;
import org.junit.jupiter.api.Test;

class HandshakeTest {
    private static final int PACKET = 1_536;

    private final Random random = new Random(1);

    @Test
    void bothSidesAreThroughAndSigned() {
        Handshake client = Handshake.ofClient(random::nextBytes);
        Handshake server = Handshake.ofServer(random::nextBytes);
        Buffer opening = client.opening();
        Buffer answer = server.accept(opening);
        assertThat(answer.length()).isEqualTo(1 + 2 * PACKET);
        assertThat(DigestScheme.of(answer.getBytes(1, 1 + PACKET), DigestKeys.SERVER))
                .isEqualTo(DigestScheme.FIRST);
        Buffer last = client.accept(answer);
        assertThat(last.length()).isEqualTo(PACKET);
        assertThat(client.isDone()).isTrue();
        assertThat(server.isDone()).isFalse();
        server.accept(last.appendString("first"));
        assertThat(server.isDone()).isTrue();
        assertThat(server.rest().toString()).isEqualTo("first");
        assertThat(server.rest().length()).isZero();
    }

    @Test
    void answersTheSecondSchemeInTheSecondScheme() {
        byte[] packet = new byte[PACKET];
        random.nextBytes(packet);
        packet[4] = 9;
        DigestScheme.SECOND.seal(packet, DigestKeys.CLIENT);
        Buffer answer = Handshake.ofServer(random::nextBytes)
                .accept(Buffer.buffer(new byte[] {3}).appendBytes(packet));
        assertThat(DigestScheme.of(answer.getBytes(1, 1 + PACKET), DigestKeys.SERVER))
                .isEqualTo(DigestScheme.SECOND);
        byte[] reply = answer.getBytes(1 + PACKET, 1 + 2 * PACKET);
        byte[] expected = reply.clone();
        DigestScheme.sealAnswer(expected, DigestScheme.SECOND.digest(packet), DigestKeys.SERVER);
        assertThat(reply).isEqualTo(expected);
    }

    @Test
    void echoesThePlainForm() {
        byte[] packet = new byte[PACKET];
        random.nextBytes(packet);
        packet[4] = packet[5] = packet[6] = packet[7] = 0;
        Buffer answer = Handshake.ofServer(random::nextBytes)
                .accept(Buffer.buffer(new byte[] {3}).appendBytes(packet));
        assertThat(answer.getBytes(1 + PACKET, 1 + 2 * PACKET)).isEqualTo(packet);
        assertThat(answer.getBytes(5, 9)).isEqualTo(new byte[4]);
    }

    @Test
    void echoesWhatClaimsAVersionButIsNotSigned() {
        byte[] packet = new byte[PACKET];
        random.nextBytes(packet);
        packet[4] = 9;
        Buffer answer = Handshake.ofServer(random::nextBytes)
                .accept(Buffer.buffer(new byte[] {3}).appendBytes(packet));
        assertThat(answer.getBytes(1 + PACKET, 1 + 2 * PACKET)).isEqualTo(packet);
    }

    @Test
    void worksByteByByte() {
        Handshake client = Handshake.ofClient(random::nextBytes);
        Handshake server = Handshake.ofServer(random::nextBytes);
        Buffer toClient = single(server, client.opening());
        Buffer toServer = single(client, toClient);
        assertThat(single(server, toServer).length()).isZero();
        assertThat(client.isDone() && server.isDone()).isTrue();
    }

    @Test
    void refusesOtherProtocolsAtTheFirstByte() {
        for (String other : new String[] {"GET / HTTP/1.1\r\n", "\u0016\u0003\u0001", "\u0006"}) {
            assertThatThrownBy(() -> Handshake.ofServer(random::nextBytes).accept(Buffer.buffer(other)))
                    .isInstanceOf(RtmpException.class);
        }
    }

    private static Buffer single(Handshake side, Buffer input) {
        Buffer answers = Buffer.buffer();
        for (int i = 0; i < input.length(); i++) {
            answers.appendBuffer(side.accept(input.getBuffer(i, i + 1)));
        }
        return answers;
    }
}
