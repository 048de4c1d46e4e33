package org.bittube.gateway.rtmp;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.bittube.gateway.amf.AmfValue;
import org.bittube.gateway.rtmp.chunk.ChunkWriter;
import org.bittube.gateway.rtmp.chunk.RtmpMessage;
import org.bittube.gateway.rtmp.command.Command;
import org.bittube.gateway.rtmp.handshake.Handshake;

/** What somebody may say over RTMP who has read the specification and means ill: real commands in any order, any messages, any bytes. */
public final class AnyTalk {
    private static final int PACKET = 1_536;

    private final FuzzedDataProvider data;
    private final List<String> names;
    private final ChunkWriter writer = new ChunkWriter();

    /** @param names of commands that mean something to the other side */
    public AnyTalk(FuzzedDataProvider data, List<String> names) {
        this.data = data;
        this.names = names;
    }

    /** Lets it be said, behind a handshake that is right. */
    public void say(boolean asServer, Consumer<Buffer> hearer) {
        Buffer first = asServer
                ? Buffer.buffer().appendByte((byte) 3).appendBytes(new byte[PACKET])
                : Handshake.ofClient(new Random(1)::nextBytes).opening();
        hearer.accept(first.appendBytes(new byte[PACKET]));
        while (data.remainingBytes() > 0) {
            hearer.accept(next());
        }
    }

    private Buffer next() {
        int choice = data.consumeInt(0, 3);
        if (choice == 0) {
            return Buffer.buffer(data.consumeBytes(64));
        }
        if (choice == 1) {
            int type = data.consumeInt(0, 22);
            // One that sets the chunk size has to be written by somebody who is able to obey it.
            Buffer body = type == 1
                    ? Buffer.buffer().appendInt(data.consumeInt(1, 70_000))
                    : Buffer.buffer(data.consumeBytes(200));
            return writer.encode(new RtmpMessage(
                    data.consumeInt(2, 70), type, data.consumeInt(0, 3), data.consumeInt() & 0xFFFFFFFFL, body));
        }
        AmfValue[] values = new AmfValue[data.consumeInt(0, 3)];
        for (int i = 0; i < values.length; i++) {
            values[i] = value();
        }
        return writer.encode(
                new Command(data.pickValue(names), data.consumeInt(0, 5), values).encode(data.consumeInt(0, 3)));
    }

    private AmfValue value() {
        return switch (data.consumeInt(0, 4)) {
            case 0 -> AmfValue.NULL;
            case 1 -> AmfValue.of(data.consumeDouble());
            case 2 -> AmfValue.of(data.consumeString(40));
            case 3 -> AmfValue.of("news?key=right");
            default ->
                new AmfValue.Fields(
                        false,
                        Map.of(
                                "app",
                                AmfValue.of("live"),
                                "level",
                                AmfValue.of(data.pickValue(List.of("error", "status"))),
                                "code",
                                AmfValue.of(data.consumeString(40)),
                                "description",
                                AmfValue.of(data.consumeString(40))));
        };
    }
}
