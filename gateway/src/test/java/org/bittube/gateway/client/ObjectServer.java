package org.bittube.gateway.client;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.bittube.gateway.http.LoopServer;
import org.bittube.gateway.object.SampleFile;

/** Speaks the part of docs/protocol.md section 7 that {@code get} needs, and does wrong what a test wants done wrong. */
final class ObjectServer {
    private final LoopServer server = new LoopServer();
    private final SampleObject object;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<Fault> faults = new ArrayList<>();

    /** Something that happens to the first answers for paths that end so. */
    private record Fault(Predicate<String> path, AtomicInteger times, String kind, UnaryOperator<Buffer> change) {}

    ObjectServer(SampleObject object) {
        this.object = object;
    }

    ObjectServer start() throws Exception {
        server.start(router -> {
            router.get("/objects/:id/descriptor")
                    .handler(context -> answer(context, object.descriptor().encoded()));
            router.get("/objects/:id/hashes/:group").handler(context -> answer(context, hashes(context)));
            router.get("/objects/:id/pieces/:range").handler(context -> answer(context, pieces(context)));
        });
        return this;
    }

    URI gateway() {
        return server.uri("http", "");
    }

    /** Changes the first so many answers for such paths. */
    ObjectServer changing(String path, int times, UnaryOperator<Buffer> change) {
        faults.add(new Fault(at -> at.matches(path), new AtomicInteger(times), "change", change));
        return this;
    }

    /** Is too busy for the first so many requests. */
    ObjectServer busy(String path, int times) {
        faults.add(new Fault(at -> at.matches(path), new AtomicInteger(times), "busy", UnaryOperator.identity()));
        return this;
    }

    /** Ends the connection in the middle of the first so many answers. */
    ObjectServer cutting(String path, int times) {
        faults.add(new Fault(at -> at.matches(path), new AtomicInteger(times), "cut", UnaryOperator.identity()));
        return this;
    }

    /** Paths that were asked for, below the object. */
    List<String> requests() {
        return requests;
    }

    void stop() throws Exception {
        server.stop();
    }

    private Buffer hashes(RoutingContext context) {
        return Buffer.buffer(SampleFile.answer(Integer.parseInt(context.pathParam("group")), object.leaves()));
    }

    private Buffer pieces(RoutingContext context) {
        String[] range = context.pathParam("range").split("-", -1);
        int first = Integer.parseInt(range[0]);
        int last = Integer.parseInt(range[1]);
        if (last - first >= 32) {
            throw new IllegalArgumentException("more pieces than an answer may have");
        }
        int end = (int) object.pieces().offsetOf(last) + object.pieces().lengthOf(last);
        return Buffer.buffer(object.contents()).getBuffer((int) object.pieces().offsetOf(first), end);
    }

    private void answer(RoutingContext context, Buffer body) {
        String path = context.normalizedPath().substring(("/objects/" + object.id()).length());
        requests.add(path);
        if (!context.pathParam("id").equals(object.id())) {
            context.response()
                    .setStatusCode(404)
                    .putHeader("Content-Type", "application/problem+json")
                    .end("{\"title\":\"Not found\",\"status\":404,\"detail\":\"No object has this id.\"}");
            return;
        }
        for (Fault fault : faults) {
            if (fault.path().test(path) && fault.times().getAndDecrement() > 0) {
                fail(context, fault, body);
                return;
            }
        }
        context.end(body);
    }

    private static void fail(RoutingContext context, Fault fault, Buffer body) {
        switch (fault.kind()) {
            case "busy" ->
                context.response()
                        .setStatusCode(429)
                        .putHeader("Retry-After", "7")
                        .end();
            case "cut" ->
                context.response()
                        .putHeader("Content-Length", "" + body.length())
                        .write(body.getBuffer(0, body.length() / 2))
                        .onComplete(written -> context.request().connection().close());
            default -> context.end(fault.change().apply(body.copy()));
        }
    }
}
