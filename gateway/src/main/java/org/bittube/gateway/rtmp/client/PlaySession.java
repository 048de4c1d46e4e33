package org.bittube.gateway.rtmp.client;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.bittube.gateway.amf.AmfValue;
import org.bittube.gateway.encoding.PlainText;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.flv.TagType;
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

/**
 * One connection to a server that is asked for a stream: handshake, connect, createStream, play, then sound and pictures (RTMP 1.0 section 7.2).
 * Confined to its event loop.
 */
public final class PlaySession {
    private static final int CONNECT = 1;
    private static final int CREATE_STREAM = 2;
    private static final int BUFFER_MILLIS = 1_000;

    private final String application;
    private final String address;
    private final String stream;
    private final Events events;
    private final Handshake handshake;
    private final ChunkReader reader = new ChunkReader(RtmpMessage.MOST_BYTES);
    private final ChunkWriter writer = new ChunkWriter();
    private final Acknowledgements received = new Acknowledgements();
    private boolean over;

    /** Hears what comes of it. */
    public interface Events {
        /** Bytes for the server. */
        void onSend(Buffer bytes);

        /** The next tag, with the timestamp that it came with. */
        void onTag(FlvTag tag);

        /**
         * Nothing more comes.
         *
         * @param reason in an operator's words
         */
        void onOver(String reason);
    }

    /**
     * Says nothing yet.
     *
     * @param address of the server with its application, without any key
     * @param stream with whatever the server wants behind its name; never shown
     * @param random fills an array with any random bytes
     */
    public PlaySession(String application, String address, String stream, Events events, Consumer<byte[]> random) {
        this.application = application;
        this.address = address;
        this.stream = stream;
        this.events = events;
        this.handshake = Handshake.ofClient(random);
    }

    /** The connection is there. */
    public void open() {
        events.onSend(handshake.opening());
    }

    /**
     * Takes what came.
     *
     * @throws RtmpException when it is no RTMP
     */
    public void accept(Buffer bytes) {
        RtmpMessage acknowledgement = received.received(bytes.length());
        if (handshake.isDone()) {
            if (acknowledgement != null) {
                send(acknowledgement);
            }
            reader.accept(bytes, this::take);
            return;
        }
        Buffer answer = handshake.accept(bytes);
        if (answer.length() > 0) {
            events.onSend(answer);
        }
        if (handshake.isDone()) {
            connect();
            reader.accept(handshake.rest(), this::take);
        }
    }

    private void connect() {
        Map<String, AmfValue> fields = new LinkedHashMap<>();
        fields.put("app", AmfValue.of(application));
        fields.put("flashVer", AmfValue.of("LNX 9,0,124,2"));
        fields.put("tcUrl", AmfValue.of(address));
        fields.put("fpad", AmfValue.of(false));
        fields.put("capabilities", AmfValue.of(15));
        fields.put("audioCodecs", AmfValue.of(4_071));
        fields.put("videoCodecs", AmfValue.of(252));
        fields.put("videoFunction", AmfValue.of(1));
        // Enhanced RTMP v2: any codec is welcome.
        fields.put("fourCcList", new AmfValue.StrictArray(List.of(AmfValue.of("*"))));
        send(new Command("connect", CONNECT, new AmfValue.Fields(false, fields)).encode(0));
    }

    private void take(RtmpMessage message) {
        if (over) {
            return;
        }
        received.heed(message);
        RtmpMessage pong = Control.pong(message);
        if (pong != null) {
            send(pong);
        } else if (message.type() == MessageType.COMMAND_AMF0 || message.type() == MessageType.COMMAND_AMF3) {
            heed(Command.decode(message));
        } else if (Control.endsStream(message)) {
            end("The source ended the stream.");
        } else {
            MediaTags.read(message, this::give);
        }
    }

    /** Of data, only what describes the stream: servers also send what concerns their connection. */
    private void give(FlvTag tag) {
        if (tag.type() != TagType.SCRIPT || tag.isMetadata()) {
            events.onTag(tag);
        }
    }

    private void heed(Command command) {
        switch (command.name()) {
            case "_result" -> answered(command);
            case "_error" -> {
                if (command.transaction() == CONNECT || command.transaction() == CREATE_STREAM) {
                    refused("refused the connection", command);
                }
            }
            case "onStatus" -> status(command);
            case "close" -> end("The source closed the connection.");
            default -> {
                // Such as onBWDone: nothing is wanted for it.
            }
        }
    }

    private void answered(Command command) {
        if (command.transaction() == CONNECT) {
            send(Control.windowSize(Acknowledgements.USUAL_WINDOW_BYTES));
            send(new Command("createStream", CREATE_STREAM, AmfValue.NULL).encode(0));
        } else if (command.transaction() == CREATE_STREAM) {
            long streamId = (long) Math.min(Math.max(0, command.number(1, 1)), Integer.MAX_VALUE);
            send(new Command("play", 0, AmfValue.NULL, AmfValue.of(stream)).encode(streamId));
            send(Control.bufferLength((int) streamId, BUFFER_MILLIS));
        }
    }

    private void status(Command command) {
        String code = String.valueOf(command.text(1, "code"));
        if ("error".equals(command.text(1, "level"))) {
            refused("does not give the stream", command);
        } else if (code.equals("NetStream.Play.Stop") || code.equals("NetStream.Play.UnpublishNotify")) {
            end("The source ended the stream.");
        }
    }

    private void refused(String what, Command command) {
        end("The source " + what + " (" + words(command) + "): check application, stream and key.");
    }

    private void end(String reason) {
        over = true;
        events.onOver(reason);
    }

    private void send(RtmpMessage message) {
        events.onSend(writer.encode(message));
    }

    /** What the server wrote, short and plain; a key that it repeats is left out. */
    private String words(Command command) {
        String code = command.text(1, "code");
        String description = command.text(1, "description");
        String said = (code == null ? "no reason" : code) + (description == null ? "" : ", " + description);
        for (String secret : secrets()) {
            said = said.replace(secret, "***");
        }
        return PlainText.of(said);
    }

    /** What stands behind the stream's name, as a whole and each value of it. */
    private List<String> secrets() {
        int question = stream.indexOf('?');
        if (question < 0) {
            return List.of();
        }
        List<String> secrets = new ArrayList<>();
        secrets.add(stream.substring(question));
        for (String parameter : stream.substring(question + 1).split("&", -1)) {
            String value = parameter.substring(parameter.indexOf('=') + 1);
            if (!value.isEmpty()) {
                secrets.add(value);
            }
        }
        return secrets;
    }
}
