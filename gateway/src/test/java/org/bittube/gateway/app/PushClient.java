package org.bittube.gateway.app;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.flv.FlvWriter;

/** An encoder that posts FLV in chunks, and can be cut off. */
final class PushClient implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;

    /** Sends the head of a request. */
    PushClient(int port, String target, String... headers) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        String more = String.join(
                "", List.of(headers).stream().map(line -> line + "\r\n").toList());
        write("POST " + target + " HTTP/1.1\r\nHost: gateway\r\nTransfer-Encoding: chunked\r\n" + more + "\r\n");
    }

    void header() throws IOException {
        send(FlvWriter.header(true, true));
    }

    void tag(FlvTag tag) throws IOException {
        Buffer bytes = Buffer.buffer();
        FlvWriter.append(tag, bytes);
        send(bytes);
    }

    void send(Buffer bytes) throws IOException {
        write(Integer.toHexString(bytes.length()) + "\r\n");
        OutputStream out = socket.getOutputStream();
        out.write(bytes.getBytes());
        write("\r\n");
    }

    /** Ends the body. */
    void end() throws IOException {
        write("0\r\n\r\n");
    }

    /** All that is answered until the other side closes the connection. */
    String answer() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private void write(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
