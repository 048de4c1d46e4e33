package org.bittube.gateway.publish;

import io.vertx.core.buffer.Buffer;
import org.bittube.gateway.flv.FlvException;
import org.bittube.gateway.flv.FlvReader;
import org.bittube.gateway.http.Problem;
import org.bittube.gateway.source.Publication;
import org.bittube.gateway.source.Publisher;
import org.jspecify.annotations.Nullable;

/**
 * One encoder's FLV body from its first byte to its last; then one answer. Memory: one tag that is not whole yet. Confined to its event loop.
 */
final class FlvPush implements Publisher {
    private static final String ENDED = "Publishing ended";

    private final Intake intake;
    private final PushLimits limits;
    private final Answer answer;
    private final FlvReader reader = new FlvReader();
    private @Nullable Publication publication;
    private boolean over;

    /** What the encoder is told in the end, once. */
    interface Answer {
        /** The body came to its end, and all of it was taken. */
        void taken();

        /** What comes of the body is not wanted any more. */
        void refused(Problem problem);
    }

    FlvPush(Intake intake, PushLimits limits, Answer answer) {
        this.intake = intake;
        this.limits = limits;
        this.answer = answer;
    }

    /** Called once, before the body is read. */
    void begin(Publication granted) {
        publication = granted;
    }

    /** Nothing more is taken. */
    boolean isOver() {
        return over;
    }

    void received(Buffer bytes, long nowMillis) {
        Publication mine = publication;
        if (over || mine == null) {
            return;
        }
        intake.received(bytes.length(), nowMillis);
        mine.bytes(bytes.length());
        try {
            reader.accept(bytes, mine::tag);
        } catch (FlvException e) {
            refuse(Problem.of(
                    400, "No FLV", "The body " + e.getMessage() + ". Send FLV, for instance by ffmpeg -f flv."));
            return;
        }
        if (mine.isFull()) {
            intake.hold(Intake.Hold.ROOM);
        }
    }

    /** The body is complete. */
    void ended() {
        if (over) {
            return;
        }
        if (!reader.headerSeen()) {
            refuse(Problem.of(400, "No FLV", "The body ended before an FLV header was complete: check the encoder."));
            return;
        }
        finish("The encoder ended the stream.");
        answer.taken();
    }

    /** The connection is gone: nobody hears an answer. */
    void gone() {
        if (!over) {
            finish("The connection to the encoder was lost.");
        }
    }

    /** To be called once a second. */
    void tick(long nowMillis) {
        intake.tick(nowMillis);
        if (!over && intake.silentMillis(nowMillis) >= limits.idleMillis()) {
            String words = "The encoder sent nothing for " + limits.idleMillis() / 1_000 + " s.";
            refuse(Problem.of(408, "Nothing came", words + " Send the stream again, from its beginning."));
        }
    }

    @Override
    public void dismiss(String reason) {
        if (!over) {
            over = true;
            answer.refused(Problem.of(409, ENDED, reason));
        }
    }

    @Override
    public void onRoom() {
        intake.release(Intake.Hold.ROOM);
    }

    private void refuse(Problem problem) {
        finish(problem.detail());
        answer.refused(problem);
    }

    private void finish(String reason) {
        over = true;
        if (publication != null) {
            publication.end(reason);
        }
    }
}
