package org.bittube.gateway.rtmp.server;

import org.bittube.gateway.rtmp.chunk.RtmpMessage;
import org.bittube.gateway.rtmp.command.Control;
import org.bittube.gateway.rtmp.command.MediaTags;
import org.bittube.gateway.source.Admission;
import org.bittube.gateway.source.Publication;
import org.bittube.gateway.source.Publisher;
import org.jspecify.annotations.Nullable;

/** An encoder that publishes. Confined to its event loop. */
final class PublishPart implements StreamPart, Publisher {
    private final Talk talk;
    private final long streamId;
    private @Nullable Publication publication;

    PublishPart(Talk talk, long streamId) {
        this.talk = talk;
        this.streamId = streamId;
    }

    /** Shows the key; answers whether sound and pictures may come. */
    boolean begin(Reception reception, StreamName name) {
        Admission admission = reception.admit(name.channel(), name.key(), this);
        if (admission instanceof Admission.Refused refused) {
            refuse(refused.words());
        } else if (admission instanceof Admission.Granted granted) {
            publication = granted.publication();
            talk.send(Control.streamBegin((int) streamId));
            talk.tell(Answers.status("status", "NetStream.Publish.Start", "Published."), streamId);
        }
        return publication != null;
    }

    @Override
    public void heard(int bytes) {
        if (publication != null) {
            publication.bytes(bytes);
        }
    }

    @Override
    public void take(RtmpMessage message) {
        if (publication != null && message.streamId() == streamId) {
            MediaTags.read(message, publication::tag);
        }
    }

    @Override
    public boolean isFull() {
        return publication != null && publication.isFull();
    }

    @Override
    public void finish() {
        lose("The encoder ended the stream.");
        talk.tell(Answers.status("status", "NetStream.Unpublish.Success", "Unpublished."), streamId);
        talk.close("unpublished");
    }

    @Override
    public void lose(String reason) {
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
        talk.onRoom();
    }

    /** What encoders show as "wrong key or stream", and do not try again by themselves. */
    private void refuse(String words) {
        talk.tell(Answers.status("error", "NetStream.Publish.BadName", words), streamId);
        talk.close(words);
    }
}
