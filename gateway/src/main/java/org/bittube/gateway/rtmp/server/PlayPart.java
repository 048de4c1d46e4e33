package org.bittube.gateway.rtmp.server;

import io.vertx.core.buffer.Buffer;
import org.bittube.gateway.amf.AmfValue;
import org.bittube.gateway.amf.AmfWriter;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.flv.TagType;
import org.bittube.gateway.relay.RelaySeats;
import org.bittube.gateway.relay.TagFormat;
import org.bittube.gateway.rtmp.chunk.ChunkWriter;
import org.bittube.gateway.rtmp.chunk.RtmpMessage;
import org.bittube.gateway.rtmp.command.Control;
import org.bittube.gateway.rtmp.command.MediaTags;
import org.bittube.gateway.stream.LiveStream;
import org.bittube.gateway.stream.StreamPrelude;
import org.jspecify.annotations.Nullable;

/** A player that gets a live stream (RTMP 1.0 section 7.2.2.1). Confined to its event loop. */
final class PlayPart implements StreamPart, TagFormat, RelaySeats.Guest {
    private final Talk talk;
    private final ChunkWriter writer;
    private final long streamId;
    private RelaySeats.@Nullable Seat seat;

    /** @param writer that of everything else on the connection */
    PlayPart(Talk talk, ChunkWriter writer, long streamId) {
        this.talk = talk;
        this.writer = writer;
        this.streamId = streamId;
    }

    /** Answers whether the stream comes. */
    boolean begin(Reception reception, StreamName name, Link link) {
        PlayDesk desk = reception.plays();
        if (desk == null) {
            refuse("NetStream.Play.Failed", "Streams are published here; they are watched over HTTP.");
            return false;
        }
        if (!desk.guests().mayPlay(name.channel(), name.token(), reception.address())) {
            refuse("NetStream.Play.Failed", "There is no such stream, or it needs a token: NAME?token=TOKEN.");
            return false;
        }
        LiveStream stream = desk.streams().find(name.channel());
        if (stream == null || stream.epoch().isEmpty()) {
            refuse("NetStream.Play.StreamNotFound", "There is no such stream at the moment.");
            return false;
        }
        if (desk.seats().isFull()) {
            refuse("NetStream.Play.Failed", "All places for viewers are taken; try later.");
            return false;
        }
        talk.send(Control.streamBegin((int) streamId));
        talk.tell(Answers.status("status", "NetStream.Play.Reset", "Playing and resetting."), streamId);
        talk.tell(Answers.status("status", "NetStream.Play.Start", "Started."), streamId);
        RelaySeats.Seat taken = desk.seats().take(stream, link.out(), this, this);
        seat = taken;
        taken.start();
        return true;
    }

    @Override
    public void heard(int bytes) {
        // Acknowledgements, which say nothing that the write queue does not say.
    }

    @Override
    public void take(RtmpMessage message) {
        // A player has nothing to show.
    }

    @Override
    public boolean isFull() {
        return false;
    }

    @Override
    public void finish() {
        lose("");
        talk.close("the player left");
    }

    @Override
    public void lose(String reason) {
        if (seat != null) {
            seat.leave("left");
        }
    }

    @Override
    public Buffer beginning(StreamPrelude prelude) {
        // Players of the field wait for it before they show anything.
        Buffer access = AmfWriter.encode(AmfValue.of("|RtmpSampleAccess"), AmfValue.of(true), AmfValue.of(true));
        return writer.encode(MediaTags.message(new FlvTag(TagType.SCRIPT, 0, access), streamId));
    }

    @Override
    public void append(FlvTag tag, Buffer out) {
        out.appendBuffer(writer.encode(MediaTags.message(tag, streamId)));
    }

    @Override
    public void end() {
        talk.tell(Answers.status("status", "NetStream.Play.UnpublishNotify", "The stream has ended."), streamId);
        talk.send(Control.streamEnd((int) streamId));
        talk.close("the stream ended");
    }

    @Override
    public void cut() {
        talk.abort("The player reads too slowly.");
    }

    private void refuse(String code, String words) {
        talk.tell(Answers.status("error", code, words), streamId);
        talk.close(words);
    }
}
