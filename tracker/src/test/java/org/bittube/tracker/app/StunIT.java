package org.bittube.tracker.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bittube.tracker.stunserver.StunOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StunIT {
    private static final int COOKIE = 0x2112A442;

    private final RunningTracker tracker = new RunningTracker(TrackerOptions.standalone(null));

    @AfterEach
    void stop() {
        tracker.close();
    }

    @Test
    void tellsAnIpv4ClientItsAddress() throws Exception {
        int port = RunningTracker.await(tracker.service().listenStun(StunOptions.on("127.0.0.1", 0)));
        assertAnswers(loopback(4), port);
        assertThat(tracker.viewer().join("news").stun()).containsExactly("stun:127.0.0.1:" + port);
    }

    @Test
    void tellsAnIpv6ClientItsAddress() throws Exception {
        assumeTrue(hasIpv6Loopback(), "this machine has no IPv6");
        int port = RunningTracker.await(tracker.service().listenStun(StunOptions.on("::1", 0)));
        assertAnswers(loopback(16), port);
    }

    @Test
    void answersOnEveryAddressOfTheMachine() throws Exception {
        int port = RunningTracker.await(tracker.service().listenStun(StunOptions.on("0.0.0.0", 0)));
        assertAnswers(loopback(4), port);
        if (hasIpv6Loopback()) {
            assertAnswers(loopback(16), port);
        }
    }

    @Test
    void answersOverTcpHoweverTheBytesCome() throws Exception {
        int port = RunningTracker.await(tracker.service().listenStun(StunOptions.on("127.0.0.1", 0)));
        try (Socket client = new Socket(loopback(4), port)) {
            client.setSoTimeout(10_000);
            byte[] two = ByteBuffer.allocate(40)
                    .put(request((byte) 1))
                    .put(request((byte) 2))
                    .array();
            client.getOutputStream().write(two, 0, 7);
            client.getOutputStream().write(two, 7, 33);
            byte[] answers = client.getInputStream().readNBytes(64);
            assertThat(answers).startsWith(1, 1, 0, 12).contains(Arrays.copyOfRange(two, 4, 20));
            assertThat(Arrays.copyOfRange(answers, 32, 64)).startsWith(1, 1, 0, 12);
            int seenPort = ByteBuffer.wrap(answers).getShort(26) ^ (COOKIE >>> 16);
            assertThat(seenPort & 0xFFFF).isEqualTo(client.getLocalPort());
            client.getOutputStream().write("GET / HTTP/1.1".getBytes(StandardCharsets.US_ASCII));
            assertThat(client.getInputStream().read())
                    .as("what is not STUN ends the connection")
                    .isNegative();
        }
    }

    @Test
    void holdsOnlySoManyConnectionsOfOneAddress() throws Exception {
        int port = RunningTracker.await(tracker.service().listenStun(StunOptions.on("127.0.0.1", 0)));
        List<Socket> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 21; i++) {
                clients.add(new Socket(loopback(4), port));
            }
            Socket last = clients.get(20);
            last.setSoTimeout(10_000);
            assertThat(last.getInputStream().read()).isNegative();
        } finally {
            for (Socket client : clients) {
                client.close();
            }
        }
    }

    @Test
    void saysWhatIsMissingForBehaviourDiscovery() {
        Throwable refused = tracker.service()
                .listenStun(new StunOptions("0.0.0.0", "127.0.0.2", 0, 50))
                .toCompletionStage()
                .handle((port, cause) -> cause)
                .toCompletableFuture()
                .join();
        assertThat(refused).hasMessageContaining("two different addresses");
    }

    @Test
    void answersNothingElse() throws Exception {
        int port = RunningTracker.await(tracker.service().listenStun(StunOptions.on("127.0.0.1", 0)));
        try (DatagramSocket client = new DatagramSocket(0, loopback(4))) {
            send(client, port, new byte[0]);
            send(client, port, "hello, who is there, please?".getBytes(StandardCharsets.US_ASCII));
            send(client, port, new byte[2000]);
            // The only answer is the one to the request behind them.
            byte[] request = request((byte) 7);
            send(client, port, request);
            assertThat(receive(client)).startsWith(1, 1).contains(Arrays.copyOfRange(request, 4, 20));
            client.setSoTimeout(100);
            assertThatThrownBy(() -> receive(client)).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void answersOneAddressOnlySoOften() throws Exception {
        int port = RunningTracker.await(tracker.service().listenStun(StunOptions.on("127.0.0.1", 0)));
        try (DatagramSocket client = new DatagramSocket(0, loopback(4))) {
            client.setSoTimeout(500);
            for (int i = 0; i < 300; i++) {
                send(client, port, request((byte) i));
            }
            int answers = 0;
            try {
                for (; ; answers++) {
                    receive(client);
                }
            } catch (SocketTimeoutException e) {
                // 50 a second, and the requests may have come in two of them.
                assertThat(answers).isBetween(1, 150);
            }
        }
    }

    private static void assertAnswers(InetAddress address, int port) throws IOException {
        try (DatagramSocket client = new DatagramSocket(0, address)) {
            client.setSoTimeout(10_000);
            byte[] request = request((byte) 1);
            client.send(new DatagramPacket(request, request.length, new InetSocketAddress(address, port)));
            byte[] answer = receive(client);
            assertThat(answer).startsWith(1, 1);
            int seenPort = ByteBuffer.wrap(answer).getShort(26) ^ (COOKIE >>> 16);
            assertThat(seenPort & 0xFFFF).isEqualTo(client.getLocalPort());
            byte[] seen = Arrays.copyOfRange(answer, 28, answer.length);
            for (int i = 0; i < seen.length; i++) {
                seen[i] ^= request[4 + i];
            }
            assertThat(seen).isEqualTo(address.getAddress());
        }
    }

    private static byte[] request(byte id) {
        ByteBuffer request =
                ByteBuffer.allocate(20).putShort((short) 1).putShort((short) 0).putInt(COOKIE);
        byte[] bytes = request.array();
        Arrays.fill(bytes, 8, 20, id);
        return bytes;
    }

    private static void send(DatagramSocket client, int port, byte[] bytes) throws IOException {
        client.send(new DatagramPacket(bytes, bytes.length, loopback(4), port));
    }

    private static byte[] receive(DatagramSocket client) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[1500], 1500);
        client.receive(packet);
        return Arrays.copyOf(packet.getData(), packet.getLength());
    }

    /** The loopback address with so many bytes. */
    private static InetAddress loopback(int length) throws UnknownHostException {
        byte[] address = new byte[length];
        address[0] = (byte) (length == 4 ? 127 : 0);
        address[length - 1] = 1;
        return InetAddress.getByAddress(address);
    }

    private static boolean hasIpv6Loopback() {
        try (DatagramSocket socket = new DatagramSocket(0, loopback(16))) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
