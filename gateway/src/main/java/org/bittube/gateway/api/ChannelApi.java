package org.bittube.gateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.bittube.db.channels.ChannelAbout;
import org.bittube.gateway.channel.Channel;
import org.bittube.gateway.channel.Channels;
import org.bittube.gateway.channel.SourceJson;
import org.bittube.gateway.http.JsonAnswer;
import org.bittube.gateway.secret.Secret;
import org.bittube.gateway.source.PublishSpec;
import org.bittube.gateway.source.SourceSpec;
import org.jspecify.annotations.Nullable;

/** Channels over HTTP, for the console and for scripts of the operator. Confined to its event loop. */
public final class ChannelApi {

    private static final Set<String> FIELDS_OF_A_CHANNEL =
            Set.of("name", "source", "start", "record", "title", "description", "public");

    private static final Set<String> FIELDS_TO_CHANGE = Set.of("record", "source", "title", "description", "public");

    private final Channels channels;
    private final ChannelJson json;
    private final Handler<RoutingContext> adminOnly;
    private final Consumer<byte[]> random;

    /** @param random for stream keys: fills an array with bytes that nobody can foretell */
    public ChannelApi(Channels channels, ChannelJson json, Handler<RoutingContext> adminOnly, Consumer<byte[]> random) {
        this.channels = channels;
        this.json = json;
        this.adminOnly = adminOnly;
        this.random = random;
    }

    /** Adds {@code /api/live}, for everybody, and {@code /api/channels}, for the operator. */
    public void mount(Router router) {
        router.get("/api/live").handler(answer(200, request -> Future.succeededFuture(liveList())));
        router.get("/api/live/:name")
                .handler(answer(200, request -> Future.succeededFuture(json.brief(channel(channels, request)))))
                .failureHandler(ApiFailures::answer);
        router.route("/api/channels*").handler(adminOnly).failureHandler(ApiFailures::answer);
        router.route("/api/channels*").handler(BodyHandler.create(false).setBodyLimit(JsonBody.MOST_BYTES));
        router.post("/api/channels").handler(answer(201, this::create));
        router.get("/api/channels").handler(answer(200, request -> Future.succeededFuture(json.of(channels.all()))));
        router.get("/api/channels/:name").handler(answer(200, request -> Future.succeededFuture(show(request))));
        router.post("/api/channels/:name/start")
                .handler(answer(200, request -> channels.start(name(request)).map(json::of)));
        router.post("/api/channels/:name/stop")
                .handler(answer(200, request -> channels.stop(name(request)).map(json::of)));
        router.post("/api/channels/:name/key").handler(answer(200, this::newKey));
        router.patch("/api/channels/:name").handler(answer(200, this::change));
        router.delete("/api/channels/:name").handler(this::delete);
    }

    private Future<? extends JsonNode> create(RoutingContext request) {
        JsonBody body = JsonBody.of(request, FIELDS_OF_A_CHANNEL);
        String name = body.text("name");
        boolean start = body.flag("start", true);
        boolean recorded = body.flag("record", false);
        ChannelAbout about = about(body, ChannelAbout.NOTHING);
        NewSource source = newSource(SourceJson.read(body.get("source")), null);
        return channels.create(name, source.spec(), about, start, recorded).map(channel -> {
            request.response().putHeader(HttpHeaders.LOCATION, "/api/channels/" + name);
            return shown(channel, source);
        });
    }

    /** @param key for encoders, when it was made just now */
    private record NewSource(SourceSpec spec, @Nullable String key) {}

    /** Who published before, may publish with the same key; a channel that takes publishers for the first time gets one. */
    private NewSource newSource(SourceSpec wanted, @Nullable SourceSpec before) {
        if (!(wanted instanceof PublishSpec publish)) {
            return new NewSource(wanted, null);
        }
        if (before instanceof PublishSpec known && known.key() != null) {
            return new NewSource(publish.withKey(known.key()), null);
        }
        String key = Secret.newText(random);
        return new NewSource(publish.withKey(Secret.ofText(key)), key);
    }

    private JsonNode shown(Channel channel, NewSource source) {
        return source.key() == null ? json.of(channel) : withKey(json.of(channel), source.key());
    }

    private static ChannelAbout about(JsonBody body, ChannelAbout before) {
        return new ChannelAbout(
                body.get("title") == null ? before.title() : text(body, "title", ChannelAbout.LONGEST_TITLE),
                body.get("description") == null
                        ? before.description()
                        : text(body, "description", ChannelAbout.LONGEST_DESCRIPTION),
                body.flag("public", before.listed()));
    }

    private static String text(JsonBody body, String field, int longest) {
        String text = body.text(field).strip();
        if (text.length() > longest || text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n')) {
            throw new ProblemException(
                    400, "\"" + field + "\" has at most " + longest + " characters, no control characters among them.");
        }
        return text;
    }

    private Future<JsonNode> newKey(RoutingContext request) {
        String key = Secret.newText(random);
        return channels.setStreamKey(name(request), Secret.ofText(key)).map(channel -> withKey(json.of(channel), key));
    }

    /** The only time that the key is shown: nobody keeps it. */
    private static JsonNode withKey(ObjectNode channel, String key) {
        return channel.put("streamKey", key);
    }

    private Future<JsonNode> change(RoutingContext request) {
        JsonBody body = JsonBody.of(request, FIELDS_TO_CHANGE);
        Channel channel = channel(channels, request);
        String name = channel.name();
        // All is read before anything is changed.
        boolean recorded = body.flag("record", false);
        ChannelAbout about = about(body, channel.about());
        NewSource source = body.get("source") == null
                ? null
                : newSource(SourceJson.readChange(body.get("source"), channel.spec()), channel.spec());
        if (body.isEmpty()) {
            throw new ProblemException(
                    400, "Give what is to change: " + String.join(", ", new TreeSet<>(FIELDS_TO_CHANGE)) + ".");
        }
        Future<Channel> changed = source == null || source.spec().equals(channel.spec())
                ? Future.succeededFuture(channel)
                : channels.setSource(name, source.spec());
        return changed.compose(done ->
                        about.equals(channel.about()) ? Future.succeededFuture(done) : channels.setAbout(name, about))
                .compose(done -> body.get("record") == null
                        ? Future.succeededFuture(done)
                        : channels.setRecorded(name, recorded))
                .map(done -> source == null ? json.of(done) : shown(done, source));
    }

    private JsonNode liveList() {
        ArrayNode running = JsonNodeFactory.instance.arrayNode();
        for (Channel channel : channels.all()) {
            if (channel.running()
                    && channel.about().listed()
                    && !channel.policy().forTokens()) {
                running.add(json.brief(channel));
            }
        }
        return running;
    }

    private ObjectNode show(RoutingContext request) {
        return json.of(channel(channels, request));
    }

    /** @throws ProblemException 404 */
    static Channel channel(Channels channels, RoutingContext request) {
        String name = name(request);
        Channel channel = channels.find(name);
        if (channel == null) {
            throw new ProblemException(404, "There is no channel named " + name + ": GET /api/channels lists them.");
        }
        return channel;
    }

    private void delete(RoutingContext request) {
        channels.delete(name(request))
                .onFailure(request::fail)
                .onSuccess(done -> request.response().setStatusCode(204).end());
    }

    /** Names that could never be are answered like unknown ones, without being repeated at length. */
    private static String name(RoutingContext request) {
        String name = request.pathParam("name");
        return name.length() > 128 ? name.substring(0, 128) + "..." : name;
    }

    static Handler<RoutingContext> answer(int status, Function<RoutingContext, Future<? extends JsonNode>> work) {
        return request -> work.apply(request)
                .onFailure(request::fail)
                .onSuccess(body -> JsonAnswer.send(request.response(), status, body.toString()));
    }
}
