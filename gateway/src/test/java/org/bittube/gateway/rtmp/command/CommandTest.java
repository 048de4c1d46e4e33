package org.bittube.gateway.rtmp.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bittube.gateway.amf.AmfValue;
import org.bittube.gateway.amf.AmfWriter;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.flv.FlvWriter;
import org.bittube.gateway.flv.TagType;
import org.bittube.gateway.rtmp.chunk.MessageType;
import org.bittube.gateway.rtmp.chunk.RtmpException;
import org.bittube.gateway.rtmp.chunk.RtmpMessage;
import org.junit.jupiter.api.Test;

class CommandTest {
    private static final AmfValue METADATA = new AmfValue.Fields(true, Map.of("width", AmfValue.of(640)));

    @Test
    void isTheSameAfterBothWays() {
        Command command = new Command("publish", 5, AmfValue.NULL, AmfValue.of("news?key=abc"), AmfValue.of("live"));
        assertThat(Command.decode(command.encode(1))).isEqualTo(command);
        assertThat(command.text(1)).isEqualTo("news?key=abc");
        assertThat(command.text(0)).isNull();
        assertThat(command.text(9)).isNull();
    }

    @Test
    void unwrapsAmf3() {
        RtmpMessage plain = new Command("connect", 1, METADATA).encode(0);
        Buffer wrapped = Buffer.buffer(new byte[] {0}).appendBuffer(plain.body());
        RtmpMessage amf3 = new RtmpMessage(3, MessageType.COMMAND_AMF3, 0, 0, wrapped);
        assertThat(Command.decode(amf3)).isEqualTo(new Command("connect", 1, METADATA));
    }

    @Test
    void refusesWhatIsNoCommand() {
        for (byte[] body : new byte[][] {{}, {5}, {2, 0, 9, 'x'}, {17}}) {
            RtmpMessage message = new RtmpMessage(3, MessageType.COMMAND_AMF0, 0, 0, Buffer.buffer(body));
            assertThatThrownBy(() -> Command.decode(message)).isInstanceOf(RtmpException.class);
        }
    }

    @Test
    void givesTheMetadataWithoutTheCallAroundIt() {
        Buffer inside = AmfWriter.encode(AmfValue.of("onMetaData"), METADATA);
        Buffer call = AmfWriter.encode(AmfValue.of("@setDataFrame")).appendBuffer(inside);
        assertThat(tags(MessageType.DATA_AMF0, call)).containsExactly(new FlvTag(TagType.SCRIPT, 7, inside));
        assertThat(tags(MessageType.DATA_AMF0, inside)).containsExactly(new FlvTag(TagType.SCRIPT, 7, inside));
        Buffer amf3 = Buffer.buffer(new byte[] {0}).appendBuffer(call);
        assertThat(tags(MessageType.DATA_AMF3, amf3)).containsExactly(new FlvTag(TagType.SCRIPT, 7, inside));
        assertThat(tags(MessageType.DATA_AMF0, AmfWriter.encode(AmfValue.of("@clearDataFrame"))))
                .isEmpty();
    }

    @Test
    void unpacksAggregatesByTheirFirstTime() {
        Buffer body = Buffer.buffer()
                .appendBuffer(FlvWriter.encode(new FlvTag(TagType.VIDEO, 1_000, Buffer.buffer("a"))))
                .appendBuffer(FlvWriter.encode(new FlvTag(TagType.AUDIO, 1_020, Buffer.buffer("b"))));
        assertThat(tags(MessageType.AGGREGATE, body))
                .containsExactly(
                        new FlvTag(TagType.VIDEO, 7, Buffer.buffer("a")),
                        new FlvTag(TagType.AUDIO, 27, Buffer.buffer("b")));
        for (int cut : new int[] {5, 11, 20}) {
            assertThatThrownBy(() -> tags(MessageType.AGGREGATE, body.getBuffer(0, cut)))
                    .isInstanceOf(RtmpException.class);
        }
    }

    @Test
    void passesOverEmptyAndOtherMessages() {
        assertThat(tags(MessageType.VIDEO, Buffer.buffer())).isEmpty();
        assertThat(tags(MessageType.USER_CONTROL, Buffer.buffer("abcdef"))).isEmpty();
    }

    @Test
    void answersPingsOnly() {
        Buffer ping = Buffer.buffer().appendShort((short) 6).appendInt(77);
        RtmpMessage pong = Control.pong(new RtmpMessage(2, MessageType.USER_CONTROL, 0, 0, ping));
        assertThat(pong).isNotNull();
        assertThat(pong.body()).isEqualTo(Buffer.buffer().appendShort((short) 7).appendInt(77));
        assertThat(Control.pong(new RtmpMessage(2, MessageType.USER_CONTROL, 0, 0, Buffer.buffer("\0\6"))))
                .isNull();
    }

    @Test
    void acknowledgesEachHalfWindow() {
        Acknowledgements counted = new Acknowledgements();
        counted.heed(Control.windowSize(10_000));
        assertThat(counted.received(4_999)).isNull();
        assertThat(counted.received(1)).isEqualTo(Control.acknowledgement(5_000));
        assertThat(counted.received(4_999)).isNull();
        assertThat(counted.received(5_001)).isEqualTo(Control.acknowledgement(15_000));
    }

    private static List<FlvTag> tags(int type, Buffer body) {
        List<FlvTag> tags = new ArrayList<>();
        MediaTags.read(new RtmpMessage(4, type, 1, 7, body), tags::add);
        return tags;
    }
}
