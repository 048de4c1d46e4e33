package org.bittube.gateway.rtmp.server;

import io.vertx.core.buffer.Buffer;
import java.util.function.Consumer;
import org.bittube.gateway.amf.AmfValue;
import org.bittube.gateway.rtmp.chunk.ChunkReader;
import org.bittube.gateway.rtmp.chunk.ChunkWriter;
import org.bittube.gateway.rtmp.chunk.MessageType;
import org.bittube.gateway.rtmp.chunk.RtmpException;
import org.bittube.gateway.rtmp.chunk.RtmpMessage;
import org.bittube.gateway.rtmp.command.Acknowledgements;
import org.bittube.gateway.rtmp.command.Command;
import org.bittube.gateway.rtmp.command.Control;
import org.bittube.gateway.rtmp.handshake.Handshake;
import org.jspecify.annotations.Nullable;

/**
 * What is said on one connection by an encoder or a player: handshake, connect, createStream, publish or play, then sound and pictures. Until then it
 * may send little. Knows neither sockets nor time. Confined to its event loop.
 */
final class ServerSession implements Talk {
    static final String APPLICATION = "live";

    /** Handshake and commands; encoders need a tenth of it. */
    static final int MOST_BYTES_BEFORE = 64 << 10;

    /** Encoders say about ten in all. */
    static final int MOST_COMMANDS = 500;

    private static final int OWN_CHUNK_SIZE = 4_096;
    private static final int MOST_STREAMS = 16;

    private final Link link;
    private final Reception reception;
    private final Handshake handshake;
    private final ChunkReader reader = new ChunkReader(MOST_BYTES_BEFORE);
    private final ChunkWriter writer = new ChunkWriter();
    private final Acknowledgements received = new Acknowledgements();
    private boolean connected;
    private int streams;
    private int commands;
    private @Nullable StreamPart part;
    private boolean playing;
    private boolean over;

    /** @param random fills an array with any random bytes */
    ServerSession(Link link, Reception reception, Consumer<byte[]> random) {
        this.link = link;
        this.reception = reception;
        this.handshake = Handshake.ofServer(random);
    }

    /** Whether a stream goes over the connection, either way. */
    boolean isBusy() {
        return part != null;
    }

    /** Whether that stream is played: its player may be silent. */
    boolean isPlaying() {
        return part != null && playing;
    }

    /** Whether no more should be read for now; {@link Link#onRoom} tells when that is over. */
    boolean isFull() {
        return part != null && part.isFull();
    }

    /**
     * Takes what came.
     *
     * @throws RtmpException when it is no RTMP or too much of it; the session is to be {@linkplain #end ended}
     */
    void accept(Buffer bytes) {
        if (over) {
            return;
        }
        if (part != null) {
            part.heard(bytes.length());
        } else if (received.receivedBytes() + bytes.length() > MOST_BYTES_BEFORE) {
            throw new RtmpException(
                    "More than " + MOST_BYTES_BEFORE + " bytes came before anything was published or played.");
        }
        acknowledge(bytes.length());
        if (handshake.isDone()) {
            reader.accept(bytes, this::take);
            return;
        }
        Buffer answer = handshake.accept(bytes);
        if (answer.length() > 0) {
            link.send(answer);
        }
        if (handshake.isDone()) {
            reader.accept(handshake.rest(), this::take);
        }
    }

    /** The connection is gone, or is to go. May be called twice. */
    void end(String reason) {
        over = true;
        StreamPart mine = part;
        part = null;
        if (mine != null) {
            mine.lose(reason);
        }
    }

    @Override
    public void send(RtmpMessage message) {
        link.send(writer.encode(message));
    }

    @Override
    public void close(String reason) {
        over = true;
        part = null;
        link.close(reason);
    }

    @Override
    public void abort(String reason) {
        link.abort(reason);
    }

    @Override
    public void onRoom() {
        link.onRoom();
    }

    private void acknowledge(int bytes) {
        RtmpMessage acknowledgement = received.received(bytes);
        if (acknowledgement != null && connected) {
            send(acknowledgement);
        }
    }

    private void take(RtmpMessage message) {
        if (over) {
            return;
        }
        received.heed(message);
        RtmpMessage pong = Control.pong(message);
        if (pong != null) {
            count();
            send(pong);
        } else if (message.type() == MessageType.COMMAND_AMF0 || message.type() == MessageType.COMMAND_AMF3) {
            count();
            perform(Command.decode(message), message.streamId());
        } else if (part != null) {
            part.take(message);
        }
    }

    private void count() {
        if (++commands > MOST_COMMANDS && part == null) {
            throw new RtmpException("More than " + MOST_COMMANDS + " commands came.");
        }
    }

    private void perform(Command command, long streamId) {
        if (!connected && !command.name().equals("connect")) {
            throw new RtmpException("A command came before connect.");
        }
        switch (command.name()) {
            case "connect" -> connect(command);
            case "createStream" -> createStream(command);
            case "publish" -> publish(command, streamId);
            case "FCPublish" -> {
                answer(command, AmfValue.UNDEFINED);
                send(Answers.announced(StreamName.of(command.text(1)).channel()).encode(0));
            }
            case "releaseStream" -> answer(command, AmfValue.UNDEFINED);
            case "FCUnpublish", "closeStream", "deleteStream" -> {
                answer(command, AmfValue.UNDEFINED);
                if (part != null) {
                    part.finish();
                }
            }
            case "play" -> play(command, streamId);
            // Answers to what was never asked need none.
            case "_result", "_error", "onStatus", "_checkbw" -> {}
            default -> {
                if (command.transaction() != 0) {
                    send(Answers.unknown(command.transaction()).encode(0));
                }
            }
        }
    }

    private void connect(Command command) {
        if (connected) {
            throw new RtmpException("A second connect came.");
        }
        String application = command.text(0, "app");
        if (application == null
                || !application
                        .replaceFirst("\\?.*", "")
                        .replaceFirst("/+$", "")
                        .equals(APPLICATION)) {
            send(Answers.notConnected(
                            command.transaction(), "The server's address is rtmp://host/" + APPLICATION + " here.")
                    .encode(0));
            close("asked for another application than " + APPLICATION);
            return;
        }
        connected = true;
        send(Control.windowSize(Acknowledgements.USUAL_WINDOW_BYTES));
        send(Control.peerBandwidth(Acknowledgements.USUAL_WINDOW_BYTES));
        send(Control.chunkSize(OWN_CHUNK_SIZE));
        send(Answers.connected(command.transaction()).encode(0));
    }

    private void createStream(Command command) {
        if (streams == MOST_STREAMS) {
            throw new RtmpException("More than " + MOST_STREAMS + " streams were made.");
        }
        streams++;
        answer(command, AmfValue.of(streams));
    }

    private void publish(Command command, long streamId) {
        requireIdle();
        PublishPart made = new PublishPart(this, streamId);
        if (made.begin(reception, StreamName.of(command.text(1)))) {
            part = made;
            reader.setMostBytes(RtmpMessage.MOST_BYTES);
        }
    }

    private void play(Command command, long streamId) {
        requireIdle();
        PlayPart made = new PlayPart(this, writer, streamId);
        if (made.begin(reception, StreamName.of(command.text(1)), link)) {
            part = made;
            playing = true;
            link.onPlay();
        }
    }

    private void requireIdle() {
        if (part != null) {
            throw new RtmpException("A second stream was asked for on the connection.");
        }
    }

    private void answer(Command command, AmfValue result) {
        if (command.transaction() != 0) {
            send(Answers.done(command.transaction(), result).encode(0));
        }
    }
}
