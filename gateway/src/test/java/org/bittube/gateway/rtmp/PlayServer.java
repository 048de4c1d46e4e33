package org.bittube.gateway.rtmp;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bittube.gateway.amf.AmfValue;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.rtmp.chunk.ChunkReader;
import org.bittube.gateway.rtmp.chunk.ChunkWriter;
import org.bittube.gateway.rtmp.chunk.MessageType;
import org.bittube.gateway.rtmp.chunk.RtmpMessage;
import org.bittube.gateway.rtmp.command.Command;
import org.bittube.gateway.rtmp.command.Control;
import org.bittube.gateway.rtmp.command.MediaTags;
import org.bittube.gateway.rtmp.handshake.Handshake;

/** A server for tests of those who play: answers as RTMP 1.0 says, and remembers what it heard. Knows no sockets. */
public final class PlayServer {
    public static final int STREAM = 7;

    private final Handshake handshake = Handshake.ofServer(new Random(1)::nextBytes);
    private final ChunkReader reader = new ChunkReader(1 << 20);
    private final ChunkWriter writer = new ChunkWriter();
    private final List<RtmpMessage> heard = new ArrayList<>();
    private Buffer answer = Buffer.buffer();

    /** What is to be sent for these bytes; perhaps nothing. */
    public Buffer accept(Buffer bytes) {
        answer = Buffer.buffer();
        if (handshake.isDone()) {
            reader.accept(bytes, this::take);
        } else {
            answer.appendBuffer(handshake.accept(bytes));
            if (handshake.isDone()) {
                reader.accept(handshake.rest(), this::take);
            }
        }
        return answer;
    }

    /** All messages that came. */
    public List<RtmpMessage> heard() {
        return List.copyOf(heard);
    }

    /** The commands among them. */
    public List<Command> commands() {
        return heard.stream()
                .filter(message -> message.type() == MessageType.COMMAND_AMF0)
                .map(Command::decode)
                .toList();
    }

    /** Whether it was asked to play. */
    public boolean playing() {
        return commands().stream().anyMatch(command -> command.name().equals("play"));
    }

    public Buffer encode(RtmpMessage message) {
        return writer.encode(message);
    }

    public Buffer tag(FlvTag tag) {
        return encode(MediaTags.message(tag, STREAM));
    }

    public Buffer status(String level, String code, String words) {
        return encode(new Command("onStatus", 0, AmfValue.NULL, information(level, code, words)).encode(STREAM));
    }

    /** The answer to a call that failed. */
    public Buffer error(double transaction, String code, String words) {
        return encode(new Command("_error", transaction, AmfValue.NULL, information("error", code, words)).encode(0));
    }

    private void take(RtmpMessage message) {
        heard.add(message);
        if (message.type() != MessageType.COMMAND_AMF0) {
            return;
        }
        Command command = Command.decode(message);
        switch (command.name()) {
            case "connect" -> {
                answer.appendBuffer(encode(Control.windowSize(5_000)));
                answer.appendBuffer(encode(Control.chunkSize(4_096)));
                answer.appendBuffer(encode(new Command(
                                "_result",
                                command.transaction(),
                                AmfValue.NULL,
                                information("status", "NetConnection.Connect.Success", "Welcome."))
                        .encode(0)));
            }
            case "createStream" ->
                answer.appendBuffer(encode(
                        new Command("_result", command.transaction(), AmfValue.NULL, AmfValue.of(STREAM)).encode(0)));
            case "play" -> {
                answer.appendBuffer(encode(Control.streamBegin(STREAM)));
                answer.appendBuffer(status("status", "NetStream.Play.Start", "Here it comes."));
            }
            default -> {
                // Others need no answer.
            }
        }
    }

    private static AmfValue information(String level, String code, String words) {
        return new AmfValue.Fields(
                false,
                Map.of("level", AmfValue.of(level), "code", AmfValue.of(code), "description", AmfValue.of(words)));
    }
}
