package org.bittube.gateway.publish;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes down when it is read and when not. */
final class PausableStream implements ReadStream<Buffer> {
    final List<String> calls = new ArrayList<>();

    @Override
    public ReadStream<Buffer> pause() {
        calls.add("pause");
        return this;
    }

    @Override
    public ReadStream<Buffer> resume() {
        calls.add("resume");
        return this;
    }

    @Override
    public ReadStream<Buffer> fetch(long amount) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ReadStream<Buffer> handler(@Nullable Handler<Buffer> handler) {
        return this;
    }

    @Override
    public ReadStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> handler) {
        return this;
    }

    @Override
    public ReadStream<Buffer> endHandler(@Nullable Handler<Void> handler) {
        return this;
    }
}
