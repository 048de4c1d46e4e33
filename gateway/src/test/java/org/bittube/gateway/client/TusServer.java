package org.bittube.gateway.client;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bittube.gateway.http.LoopServer;

/** Takes uploads as a gateway does (tus 1.0.0, core and creation), and breaks off where a test wants it. */
final class TusServer {
    static final String TOKEN = "a-token-for-tests";
    static final String ID = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";

    private final LoopServer server = new LoopServer();
    private final Map<String, Buffer> uploads = new HashMap<>();
    private final Map<String, Integer> lengths = new HashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private String filename = "";
    private String elsewhere = "";
    private int cutAt = Integer.MAX_VALUE;
    private boolean silentOnce;
    private int headsWithoutId;

    TusServer start() throws Exception {
        server.start(router -> {
            router.route().handler(context -> {
                requests.add(context.request().method() + " " + context.normalizedPath());
                if (("Bearer " + TOKEN).equals(context.request().getHeader("Authorization"))) {
                    context.next();
                } else {
                    context.response().setStatusCode(401).end("{\"detail\":\"The token is wrong.\"}");
                }
            });
            router.post("/api/uploads").handler(this::create);
            router.head("/api/uploads/:number").handler(this::state);
            router.patch("/api/uploads/:number").handler(this::append);
        });
        return this;
    }

    URI gateway() {
        return server.uri("http", "");
    }

    /** Ends the connection once when it has so many bytes. */
    void cutAt(int bytes) throws Exception {
        server.run(() -> cutAt = bytes);
    }

    /** Takes the next part whole, and ends the connection instead of an answer; some questions for the id come too early. */
    void silentOnce(int earlyQuestions) throws Exception {
        server.run(() -> {
            silentOnce = true;
            headsWithoutId = earlyQuestions;
        });
    }

    void forgetAll() throws Exception {
        server.run(uploads::clear);
    }

    void sendElsewhere(String location) throws Exception {
        server.run(() -> elsewhere = location);
    }

    /** What has arrived of the upload with that number, from 0. */
    byte[] received(int number) throws Exception {
        return server.call(() -> uploads.get("" + number).getBytes());
    }

    String filename() throws Exception {
        return server.call(() -> filename);
    }

    List<String> requests() {
        return requests;
    }

    void stop() throws Exception {
        server.stop();
    }

    private void create(RoutingContext context) {
        String number = "" + lengths.size();
        lengths.put(number, Integer.parseInt(context.request().getHeader("Upload-Length")));
        uploads.put(number, Buffer.buffer());
        String metadata = context.request().getHeader("Upload-Metadata");
        filename = new String(Base64.getDecoder().decode(metadata.replace("filename ", "")), StandardCharsets.UTF_8);
        context.response()
                .setStatusCode(201)
                .putHeader("Location", elsewhere.isEmpty() ? "/api/uploads/" + number : elsewhere)
                .end();
    }

    private void state(RoutingContext context) {
        String number = context.pathParam("number");
        if (!uploads.containsKey(number)) {
            context.response().setStatusCode(404).end();
            return;
        }
        boolean tellsId = headsWithoutId == 0;
        headsWithoutId = Math.max(0, headsWithoutId - 1);
        head(context.response(), number, tellsId).end();
    }

    private void append(RoutingContext context) {
        String number = context.pathParam("number");
        Buffer held = uploads.get(number);
        if (Integer.parseInt(context.request().getHeader("Upload-Offset")) != held.length()) {
            context.response()
                    .setStatusCode(409)
                    .putHeader("Upload-Offset", "" + held.length())
                    .end();
            return;
        }
        context.request().handler(chunk -> {
            int room = cutAt - held.length();
            held.appendBuffer(chunk.getBuffer(0, Math.max(0, Math.min(room, chunk.length()))));
            if (room <= chunk.length()) {
                cutAt = Integer.MAX_VALUE;
                // What was read together with this chunk is still handed over while the connection closes.
                context.request().handler(late -> {}).connection().close();
            }
        });
        context.request().endHandler(end -> {
            if (silentOnce) {
                silentOnce = false;
                context.request().connection().close();
            } else {
                head(context.response().setStatusCode(204), number, true).end();
            }
        });
    }

    private HttpServerResponse head(HttpServerResponse response, String number, boolean tellsId) {
        int offset = uploads.get(number).length();
        response.putHeader("Upload-Offset", "" + offset).putHeader("Upload-Length", "" + lengths.get(number));
        if (offset == lengths.get(number) && tellsId) {
            response.putHeader("BitTube-Object", ID);
        }
        return response;
    }
}
