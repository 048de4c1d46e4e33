package org.bittube.gateway.rtmp;

import io.vertx.core.buffer.Buffer;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import org.bittube.gateway.amf.AmfValue;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.flv.TagType;
import org.bittube.gateway.rtmp.chunk.ChunkReader;
import org.bittube.gateway.rtmp.chunk.ChunkWriter;
import org.bittube.gateway.rtmp.chunk.MessageType;
import org.bittube.gateway.rtmp.chunk.RtmpMessage;
import org.bittube.gateway.rtmp.command.Command;
import org.bittube.gateway.rtmp.command.Control;
import org.bittube.gateway.rtmp.command.MediaTags;
import org.bittube.gateway.rtmp.handshake.Handshake;

/** An encoder or player for tests, blocking: says what it is told to, right or wrong. */
public final class RtmpEncoder implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;
    private final ChunkWriter writer = new ChunkWriter();
    private final ChunkReader reader = new ChunkReader(1 << 20);
    private final Queue<RtmpMessage> inbox = new ArrayDeque<>();
    private final byte[] room = new byte[1 << 16];

    /** A connection on which nothing was said. */
    public RtmpEncoder(int port) throws IOException {
        this(new Socket(), port);
    }

    /** The same over a socket of a certain kind, which is not connected yet. */
    public RtmpEncoder(Socket socket, int port) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    /** Says what encoders say, up to {@code publish}; gives the code of the answer to that. */
    public String publish(String stream) throws IOException {
        shakeHands();
        return announce(stream);
    }

    /** The same, behind the handshake. */
    public String announce(String stream) throws IOException {
        connect("live");
        send(new Command("releaseStream", 2, AmfValue.NULL, AmfValue.of(stream)).encode(0));
        send(new Command("FCPublish", 3, AmfValue.NULL, AmfValue.of(stream)).encode(0));
        send(new Command("createStream", 4, AmfValue.NULL).encode(0));
        awaitCommand("_result", 4);
        send(new Command("publish", 5, AmfValue.NULL, AmfValue.of(stream), AmfValue.of("live")).encode(1));
        return String.valueOf(awaitCommand("onStatus", 0).text(1, "code"));
    }

    /** Says what players say; gives the code of the answer that decides. */
    public String play(String stream) throws IOException {
        shakeHands();
        connect("live");
        send(new Command("createStream", 4, AmfValue.NULL).encode(0));
        awaitCommand("_result", 4);
        send(new Command("play", 5, AmfValue.NULL, AmfValue.of(stream)).encode(1));
        String code = "NetStream.Play.Reset";
        while (code.equals("NetStream.Play.Reset")) {
            code = String.valueOf(awaitCommand("onStatus", 0).text(1, "code"));
        }
        return code;
    }

    /** The next tags of the stream that is played, but for data that does not describe it. */
    public List<FlvTag> await(int tags) throws IOException {
        List<FlvTag> played = new ArrayList<>();
        while (played.size() < tags) {
            RtmpMessage message = inbox.poll();
            if (message == null) {
                reader.accept(read(), inbox::add);
            } else {
                MediaTags.read(message, tag -> {
                    if (tag.type() != TagType.SCRIPT || tag.isMetadata()) {
                        played.add(tag);
                    }
                });
            }
        }
        return played;
    }

    public void shakeHands() throws IOException {
        Handshake handshake = Handshake.ofClient(new Random(1)::nextBytes);
        raw(handshake.opening());
        while (!handshake.isDone()) {
            raw(handshake.accept(read()));
        }
        reader.accept(handshake.rest(), inbox::add);
    }

    /** Gives the answer. */
    public Command connect(String application) throws IOException {
        AmfValue address = new AmfValue.Fields(false, Map.of("app", AmfValue.of(application)));
        send(new Command("connect", 1, address).encode(0));
        Command answer = awaitCommand("", 1);
        if (answer.name().equals("_result")) {
            send(Control.chunkSize(60_000));
        }
        return answer;
    }

    public void tag(FlvTag tag) throws IOException {
        send(MediaTags.message(tag, 1));
    }

    public void send(RtmpMessage message) throws IOException {
        raw(writer.encode(message));
    }

    public void raw(Buffer bytes) throws IOException {
        socket.getOutputStream().write(bytes.getBytes());
    }

    /** The next command of that name (empty: any) and transaction. */
    public Command awaitCommand(String name, double transaction) throws IOException {
        while (true) {
            RtmpMessage message = inbox.poll();
            if (message == null) {
                reader.accept(read(), inbox::add);
            } else if (message.type() == MessageType.COMMAND_AMF0) {
                Command command = Command.decode(message);
                if ((name.isEmpty() || command.name().equals(name)) && command.transaction() == transaction) {
                    return command;
                }
            }
        }
    }

    /** Waits until the other side closes. */
    public void awaitEnd() throws IOException {
        try {
            while (socket.getInputStream().read(room) >= 0) {
                // What still comes does not matter.
            }
        } catch (SocketException reset) {
            // Closed, too.
        }
    }

    private Buffer read() throws IOException {
        int count = socket.getInputStream().read(room);
        if (count < 0) {
            throw new EOFException("the server closed the connection");
        }
        return Buffer.buffer(Arrays.copyOf(room, count));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
