package org.bittube.gateway.rtmp.command;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.bittube.gateway.amf.AmfException;
import org.bittube.gateway.amf.AmfReader;
import org.bittube.gateway.amf.AmfValue;
import org.bittube.gateway.amf.AmfWriter;
import org.bittube.gateway.rtmp.chunk.MessageType;
import org.bittube.gateway.rtmp.chunk.RtmpException;
import org.bittube.gateway.rtmp.chunk.RtmpMessage;
import org.jspecify.annotations.Nullable;

/**
 * A call of one side by the other (RTMP 1.0 section 7.2).
 *
 * @param transaction what an answer repeats; 0 when none is wanted
 * @param values the command object, then the arguments; may be empty
 */
public record Command(String name, double transaction, List<AmfValue> values) {
    /** On which chunk stream commands go. */
    public static final int CHUNK_STREAM = 3;

    /** An AMF3 command begins with this byte, and is AMF0 from there on in every encoder that is known. */
    private static final byte AMF0_INSIDE = 0;

    public Command {
        values = List.copyOf(values);
    }

    public Command(String name, double transaction, AmfValue... values) {
        this(name, transaction, List.of(values));
    }

    static boolean isCommand(RtmpMessage message) {
        return message.type() == MessageType.COMMAND_AMF0 || message.type() == MessageType.COMMAND_AMF3;
    }

    /**
     * What a message of either command type says.
     *
     * @throws RtmpException when that is no command
     */
    public static Command decode(RtmpMessage message) {
        try {
            List<AmfValue> all = AmfReader.readAll(withoutWrapper(message, MessageType.COMMAND_AMF3));
            if (all.isEmpty() || !(all.get(0) instanceof AmfValue.Text name)) {
                throw new RtmpException("A command has no name.");
            }
            double transaction = all.size() > 1 && all.get(1) instanceof AmfValue.Num number ? number.value() : 0;
            return new Command(name.value(), transaction, all.subList(Math.min(2, all.size()), all.size()));
        } catch (AmfException e) {
            throw new RtmpException("A command is not written as AMF0: " + e.getMessage() + ".");
        }
    }

    /** As an AMF0 message of that stream. */
    public RtmpMessage encode(long streamId) {
        List<AmfValue> all = new ArrayList<>();
        all.add(AmfValue.of(name));
        all.add(AmfValue.of(transaction));
        all.addAll(values);
        Buffer body = AmfWriter.encode(all.toArray(AmfValue[]::new));
        return new RtmpMessage(CHUNK_STREAM, MessageType.COMMAND_AMF0, streamId, 0, body);
    }

    /** A text among {@link #values}, or null. */
    public @Nullable String text(int index) {
        return index < values.size() && values.get(index) instanceof AmfValue.Text text ? text.value() : null;
    }

    /** A number among {@link #values}, or the one that is usual. */
    public double number(int index, double usual) {
        return index < values.size() && values.get(index) instanceof AmfValue.Num number ? number.value() : usual;
    }

    /** A text in an object among {@link #values}, or null. */
    public @Nullable String text(int index, String field) {
        return index < values.size()
                        && values.get(index) instanceof AmfValue.Fields object
                        && object.fields().get(field) instanceof AmfValue.Text text
                ? text.value()
                : null;
    }

    /** Takes off the byte that AMF3 messages of that type have in front. */
    static Buffer withoutWrapper(RtmpMessage message, int amf3Type) {
        Buffer body = message.body();
        boolean wrapped = message.type() == amf3Type && body.length() > 0 && body.getByte(0) == AMF0_INSIDE;
        return wrapped ? body.slice(1, body.length()) : body;
    }
}
