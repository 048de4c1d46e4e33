package org.bittube.tracker.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Scanner;

/** The opening handshake of a WebSocket (RFC 6455 section 4.1), by hand. */
final class Handshake {
    static final String REQUEST = String.join(
            "\r\n",
            "GET /tracker HTTP/1.1",
            "Host: localhost",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "",
            "");

    private Handshake() {}

    /** The status that the tracker answers a handshake with. */
    static int statusOf(int port) throws IOException {
        return statusOf(port, REQUEST);
    }

    /** The status that a handshake in the WebTorrent dialect is answered with; {@code headers} end with a line break each. */
    static int webTorrentStatusOf(int port, String headers) throws IOException {
        return statusOf(port, REQUEST.replace("/tracker HTTP/1.1\r\n", "/announce HTTP/1.1\r\n" + headers));
    }

    /** The status of the answer to any request. */
    static int statusOf(int port, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                Scanner answer = new Scanner(socket.getInputStream(), StandardCharsets.US_ASCII)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            answer.next();
            return answer.nextInt();
        }
    }
}
