package org.bittube.gateway.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.flv.FlvWriter;
import org.bittube.gateway.flv.TagType;
import org.bittube.gateway.http.Problem;
import org.bittube.gateway.secret.Secret;
import org.bittube.gateway.source.Admission;
import org.bittube.gateway.source.MediaFolders;
import org.bittube.gateway.source.PublishPoints;
import org.bittube.gateway.source.PublishSpec;
import org.bittube.gateway.source.Source;
import org.bittube.gateway.source.SourceListener;
import org.bittube.gateway.source.Sources;
import org.bittube.gateway.source.UrlPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One FLV body in virtual time, into a real channel's source. */
class FlvPushTest {
    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private final PausableStream stream = new PausableStream();
    private final List<Object> answers = new ArrayList<>();
    private final List<Long> timestamps = new ArrayList<>();
    private final PublishPoints points = new PublishPoints(new OpenDoor());
    private final FlvPush push =
            new FlvPush(new Intake(stream, 1 << 20, 0), new PushLimits(15_000, 1 << 20), new Recorded());
    private volatile long nowMillis = 1_000_000;
    private Source source;

    @BeforeEach
    void admit() {
        Sources sources = new Sources(
                vertx, new UrlPolicy(), new MediaFolders(List.of()), points, () -> nowMillis, new Random(1));
        source = sources.create("news", new PublishSpec(false, Secret.ofText("secret")));
        onLoop(() -> source.start(new Listener()));
        onLoop(() -> {
            Admission admission = points.admit("news", "secret", push);
            push.begin(((Admission.Granted) admission).publication());
        });
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void wholeBodyIsTakenWhereverItIsCut() {
        byte[] body = flv(0, 40, 80).getBytes();
        onLoop(() -> {
            for (byte one : body) {
                push.received(Buffer.buffer(new byte[] {one}), 0);
            }
            push.ended();
            push.gone();
        });
        assertThat(timestamps).containsExactly(0L, 40L, 80L);
        assertThat(answers).containsExactly("taken");
        assertThat(source.status().lastError()).isEqualTo("The encoder ended the stream.");
    }

    @Test
    void silenceIsAnsweredAndEndsThePublication() {
        onLoop(() -> push.received(flv(0), 100));
        onLoop(() -> push.tick(15_000));
        assertThat(answers).isEmpty();
        onLoop(() -> push.tick(15_100));
        assertThat(statuses()).containsExactly(408);
        assertThat(source.status().lastError()).startsWith("The encoder sent nothing for 15 s.");
        onLoop(() -> push.received(flv(40), 15_200));
        assertThat(timestamps).containsExactly(0L);
    }

    @Test
    void noFlvIsAnsweredOnce() {
        onLoop(() -> push.received(Buffer.buffer("#EXTM3U\n#EXT-X-VERSION:3"), 0));
        onLoop(() -> {
            push.ended();
            push.tick(60_000);
            push.gone();
        });
        assertThat(statuses()).containsExactly(400);
        assertThat(((Problem) answers.get(0)).detail()).contains("is an HLS playlist, no FLV");
    }

    @Test
    void bodyWithoutHeaderIsNoStream() {
        onLoop(() -> push.received(Buffer.buffer("FL"), 0));
        onLoop(push::ended);
        assertThat(statuses()).containsExactly(400);
    }

    @Test
    void lostConnectionIsNotAnswered() {
        onLoop(() -> push.received(flv(0), 0));
        onLoop(push::gone);
        assertThat(answers).isEmpty();
        assertThat(source.status().lastError()).isEqualTo("The connection to the encoder was lost.");
    }

    @Test
    void stoppedChannelTellsItsEncoder() {
        onLoop(() -> push.received(flv(0), 0));
        source.stop().await();
        assertThat(statuses()).containsExactly(409);
        assertThat(((Problem) answers.get(0)).detail()).isEqualTo("The channel was stopped.");
    }

    /** The source hands on 15 s and reads no further; when their time has come, it does. */
    @Test
    void finishedFileIsReadAtItsOwnPace() {
        long[] times = new long[200];
        for (int i = 0; i < times.length; i++) {
            times[i] = i * 100L;
        }
        onLoop(() -> push.received(flv(times), 0));
        assertThat(stream.calls).containsExactly("pause");
        int handed = timestamps.size();
        assertThat(timestamps.get(handed - 1)).isEqualTo(15_000);
        nowMillis = 1_005_000;
        awaitCalls(2);
        assertThat(stream.calls).containsExactly("pause", "resume");
        assertThat(timestamps).hasSize(times.length);
    }

    private List<Integer> statuses() {
        return answers.stream().map(answer -> ((Problem) answer).status()).toList();
    }

    private void awaitCalls(int count) {
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (stream.calls.size() < count) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            onLoop(() -> {});
        }
    }

    /** Runs there, and waits until it has. */
    private void onLoop(Runnable work) {
        Promise<Void> done = Promise.promise();
        loop.runOnContext(turn -> {
            try {
                work.run();
                done.complete();
            } catch (Throwable failure) {
                done.fail(failure);
            }
        });
        done.future().await();
    }

    private static Buffer flv(long... timestamps) {
        Buffer bytes = FlvWriter.header(false, true);
        for (long millis : timestamps) {
            FlvWriter.append(new FlvTag(TagType.VIDEO, millis, Buffer.buffer(new byte[] {0x17, 1, 0, 0, 0, 9})), bytes);
        }
        return bytes;
    }

    private final class Recorded implements FlvPush.Answer {
        @Override
        public void taken() {
            answers.add("taken");
        }

        @Override
        public void refused(Problem problem) {
            answers.add(problem);
        }
    }

    private final class Listener implements SourceListener {
        @Override
        public void onEpoch() {
            timestamps.clear();
        }

        @Override
        public void onTag(FlvTag tag) {
            timestamps.add(tag.timestampMillis());
        }

        @Override
        public void onDiscontinuity() {
            timestamps.add(-1L);
        }
    }

    private static final class OpenDoor implements PublishPoints.Door {
        @Override
        public Future<Void> open(PublishPoints points) {
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> close() {
            return Future.succeededFuture();
        }
    }
}
