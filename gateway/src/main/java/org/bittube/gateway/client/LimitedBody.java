package org.bittube.gateway.client;

import io.vertx.core.buffer.Buffer;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** The body of an answer in memory; of one that is longer than it may be, the first bytes and one more. */
final class LimitedBody implements BodySubscriber<byte[]> {
    private static final int OK = 200;
    private static final int PROBLEM_BYTES = 16 << 10;

    private final CompletableFuture<byte[]> body = new CompletableFuture<>();
    private final Buffer bytes = Buffer.buffer();
    private final int mostBytes;

    private LimitedBody(int mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** @param mostBytes of a good answer; others are problems, which are short */
    static BodyHandler<byte[]> of(int mostBytes) {
        return info -> new LimitedBody(info.statusCode() == OK ? mostBytes : PROBLEM_BYTES);
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        given.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> parts) {
        for (ByteBuffer part : parts) {
            byte[] taken = new byte[Math.min(part.remaining(), mostBytes + 1 - bytes.length())];
            part.get(taken);
            bytes.appendBytes(taken);
        }
        if (bytes.length() > mostBytes) {
            // What follows is dropped as it comes: to cancel would make an error of the whole answer.
            onComplete();
        }
    }

    @Override
    public void onError(Throwable failure) {
        body.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        body.complete(bytes.getBytes());
    }
}
