package org.bittube.gateway.rtmp.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bittube.gateway.amf.AmfValue;
import org.bittube.gateway.amf.AmfWriter;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.flv.Tags;
import org.bittube.gateway.rtmp.PlayServer;
import org.bittube.gateway.rtmp.chunk.MessageType;
import org.bittube.gateway.rtmp.chunk.RtmpException;
import org.bittube.gateway.rtmp.chunk.RtmpMessage;
import org.bittube.gateway.rtmp.command.Command;
import org.junit.jupiter.api.Test;

class PlaySessionTest {
    private static final List<FlvTag> CLIP = Tags.of("h264-aac.flv");

    private final PlayServer server = new PlayServer();
    private final List<FlvTag> tags = new ArrayList<>();
    private final List<String> ends = new ArrayList<>();
    private Buffer toServer = Buffer.buffer();
    private final PlaySession session = new PlaySession(
            "live", "rtmp://host:1935/live", "cam?key=geheim&user=me", new Heard(), new Random(2)::nextBytes);

    @Test
    void asksForTheStreamAndGivesItsTagsAsTheyCame() {
        play(1_000_000);
        CLIP.forEach(tag -> session.accept(server.tag(tag)));
        assertThat(tags).isEqualTo(CLIP);
        assertThat(ends).isEmpty();
        assertThat(server.commands()).extracting(Command::name).containsExactly("connect", "createStream", "play");
        Command connect = server.commands().get(0);
        assertThat(connect.text(0, "app")).isEqualTo("live");
        assertThat(connect.text(0, "tcUrl")).isEqualTo("rtmp://host:1935/live");
        assertThat(connect.toString()).doesNotContain("geheim");
        assertThat(server.commands().get(2).text(1)).isEqualTo("cam?key=geheim&user=me");
    }

    @Test
    void doesTheSameWhenTheBytesComeOneByOne() {
        play(1);
        for (FlvTag tag : CLIP.subList(0, 20)) {
            Buffer bytes = server.tag(tag);
            for (int at = 0; at < bytes.length(); at++) {
                session.accept(bytes.getBuffer(at, at + 1));
            }
        }
        assertThat(tags).isEqualTo(CLIP.subList(0, 20));
    }

    @Test
    void acknowledgesAndAnswersPings() {
        play(1_000_000);
        session.accept(server.tag(new FlvTag(CLIP.get(1).type(), 0, Buffer.buffer(new byte[20_000]))));
        session.accept(server.encode(new RtmpMessage(
                2,
                MessageType.USER_CONTROL,
                0,
                0,
                Buffer.buffer().appendUnsignedShort(6).appendInt(42))));
        exchange(1_000_000);
        assertThat(server.heard()).extracting(RtmpMessage::type).contains(MessageType.ACKNOWLEDGEMENT);
        RtmpMessage last = server.heard().get(server.heard().size() - 1);
        assertThat(last.body()).isEqualTo(Buffer.buffer().appendUnsignedShort(7).appendInt(42));
    }

    @Test
    void dataThatDoesNotDescribeTheStreamIsLeftOut() {
        play(1_000_000);
        Buffer access = AmfWriter.encode(AmfValue.of("|RtmpSampleAccess"), AmfValue.of(true), AmfValue.of(true));
        session.accept(server.encode(new RtmpMessage(4, MessageType.DATA_AMF0, PlayServer.STREAM, 0, access)));
        session.accept(server.tag(CLIP.get(0)));
        assertThat(tags).containsExactly(CLIP.get(0));
    }

    @Test
    void refusalIsToldWithoutTheKeyThatTheServerRepeats() {
        play(1_000_000);
        session.accept(server.status(
                "error", "NetStream.Play.StreamNotFound", "No\r\ncam?key=geheim&user=me here, geheim is wrong"));
        session.accept(server.tag(CLIP.get(0)));
        assertThat(ends)
                .containsExactly("The source does not give the stream (NetStream.Play.StreamNotFound,"
                        + " No cam*** here, *** is wrong): check application, stream and key.");
        assertThat(tags).isEmpty();
    }

    @Test
    void refusedConnectionIsTold() {
        session.open();
        session.accept(server.accept(toServer));
        session.accept(server.error(1, "NetConnection.Connect.Rejected", "Go away."));
        assertThat(ends)
                .containsExactly("The source refused the connection (NetConnection.Connect.Rejected, Go away.):"
                        + " check application, stream and key.");
    }

    @Test
    void endOfTheStreamIsTold() {
        play(1_000_000);
        session.accept(server.status("status", "NetStream.Play.UnpublishNotify", "Bye."));
        assertThat(ends).containsExactly("The source ended the stream.");
    }

    @Test
    void whatIsNoRtmpIsRefused() {
        session.open();
        assertThatThrownBy(() -> session.accept(Buffer.buffer("HTTP/1.1 400 Bad Request\r\n")))
                .isInstanceOf(RtmpException.class);
    }

    private void play(int pieceBytes) {
        session.open();
        exchange(pieceBytes);
        assertThat(server.playing()).isTrue();
    }

    /** Until neither has anything more to say. */
    private void exchange(int pieceBytes) {
        while (toServer.length() > 0) {
            Buffer said = toServer;
            toServer = Buffer.buffer();
            Buffer answer = server.accept(said);
            for (int at = 0; at < answer.length(); at += pieceBytes) {
                session.accept(answer.getBuffer(at, Math.min(answer.length(), at + pieceBytes)));
            }
        }
    }

    private final class Heard implements PlaySession.Events {
        @Override
        public void onSend(Buffer bytes) {
            toServer.appendBuffer(bytes);
        }

        @Override
        public void onTag(FlvTag tag) {
            tags.add(tag);
        }

        @Override
        public void onOver(String reason) {
            ends.add(reason);
        }
    }
}
