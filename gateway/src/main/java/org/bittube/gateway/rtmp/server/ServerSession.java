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
import org.bittube.gateway.rtmp.command.MediaTags;
import org.bittube.gateway.rtmp.handshake.Handshake;
import org.bittube.gateway.source.Admission;
import org.bittube.gateway.source.Publication;
import org.bittube.gateway.source.Publisher;
import org.jspecify.annotations.Nullable;

/**
 * What is said on one connection by an encoder that publishes: handshake, connect, createStream, publish, then sound and pictures. Until it
 * publishes it may send little. Knows neither sockets nor time. Confined to its event loop.
 */
final class ServerSession implements Publisher {
    static final String APPLICATION = "live";

    /** Handshake and commands; encoders need a tenth of it. */
    static final int MOST_BYTES_BEFORE = 64 << 10;

    /** Encoders say about ten in all. */
    static final int MOST_COMMANDS = 500;

    private static final int OWN_CHUNK_SIZE = 4_096;
    private static final int MOST_STREAMS = 16;

    private final Link link;
    private final Desk desk;
    private final Handshake handshake;
    private final ChunkReader reader = new ChunkReader(MOST_BYTES_BEFORE);
    private final ChunkWriter writer = new ChunkWriter();
    private final Acknowledgements received = new Acknowledgements();
    private boolean connected;
    private int streams;
    private int commands;
    private long publishedStream;
    private @Nullable Publication publication;
    private boolean over;

    /** The way to the encoder. */
    interface Link {
        void send(Buffer bytes);

        /**
         * Ends the connection when what was sent has left.
         *
         * @param reason for the operator
         */
        void close(String reason);

        /** The session is full no longer. */
        void onRoom();
    }

    /** Decides who may publish. */
    interface Desk {
        Admission admit(String channel, String key, Publisher publisher);
    }

    /** @param random fills an array with any random bytes */
    ServerSession(Link link, Desk desk, Consumer<byte[]> random) {
        this.link = link;
        this.desk = desk;
        this.handshake = Handshake.ofServer(random);
    }

    /** Whether sound and pictures may come. */
    boolean publishing() {
        return publication != null;
    }

    /** Whether no more should be read for now; {@link Link#onRoom} tells when that is over. */
    boolean isFull() {
        return publication != null && publication.isFull();
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
        if (publication != null) {
            publication.bytes(bytes.length());
        } else if (received.receivedBytes() + bytes.length() > MOST_BYTES_BEFORE) {
            throw new RtmpException("More than " + MOST_BYTES_BEFORE + " bytes came before anything was published.");
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
        Publication mine = publication;
        publication = null;
        if (mine != null) {
            mine.end(reason);
        }
    }

    @Override
    public void dismiss(String reason) {
        publication = null;
        refuse(reason);
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
        } else if (publication != null && message.streamId() == publishedStream) {
            MediaTags.read(message, publication::tag);
        }
    }

    private void count() {
        if (++commands > MOST_COMMANDS && publication == null) {
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
                unpublish();
            }
            case "play", "play2" -> {
                send(Answers.status(
                                "error",
                                "NetStream.Play.Failed",
                                "Streams are published here; they are watched over HTTP.")
                        .encode(streamId));
                close("a player came");
            }
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
        if (publication != null) {
            throw new RtmpException("A second publish came.");
        }
        StreamName name = StreamName.of(command.text(1));
        publishedStream = streamId;
        Admission admission = desk.admit(name.channel(), name.key(), this);
        if (admission instanceof Admission.Refused refused) {
            refuse(refused.words());
        } else if (admission instanceof Admission.Granted granted) {
            publication = granted.publication();
            reader.setMostBytes(RtmpMessage.MOST_BYTES);
            send(Control.streamBegin((int) streamId));
            send(Answers.status("status", "NetStream.Publish.Start", "Published.")
                    .encode(streamId));
        }
    }

    private void unpublish() {
        Publication mine = publication;
        publication = null;
        if (mine != null) {
            mine.end("The encoder ended the stream.");
            send(Answers.status("status", "NetStream.Unpublish.Success", "Unpublished.")
                    .encode(publishedStream));
            // What comes behind it is little, as before: nobody needs a connection for a second stream.
            reader.setMostBytes(MOST_BYTES_BEFORE);
            close("unpublished");
        }
    }

    /** What encoders show as "wrong key or stream", and do not try again by themselves. */
    private void refuse(String words) {
        send(Answers.status("error", "NetStream.Publish.BadName", words).encode(publishedStream));
        close(words);
    }

    private void close(String reason) {
        over = true;
        link.close(reason);
    }

    private void answer(Command command, AmfValue result) {
        if (command.transaction() != 0) {
            send(Answers.done(command.transaction(), result).encode(0));
        }
    }

    private void send(RtmpMessage message) {
        link.send(writer.encode(message));
    }
}
