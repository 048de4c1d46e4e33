package org.bittube.gateway.swarm;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.bittube.gateway.http.CrossOrigin;
import org.bittube.gateway.http.EgressLedger;
import org.bittube.gateway.http.Problem;
import org.bittube.gateway.packet.Packet;
import org.bittube.gateway.packet.PacketHeader;
import org.bittube.gateway.packet.PacketWindow;
import org.jspecify.annotations.Nullable;

/**
 * Answers viewers that fetch: {@code info.json}, {@code join}, {@code prelude} and {@code packets} of docs/protocol.md section 3.
 * Confined to its event loop.
 */
public final class PullHandler {
    /** The most packets in one answer. */
    static final int MAX_PACKETS = 64;

    /** Answers that viewers have not taken yet: of all, and of one address. */
    private static final long MAX_UNTAKEN_BYTES = 256L << 20;

    private static final long MAX_UNTAKEN_BYTES_EACH = 32L << 20;
    /** So long a viewer may take for an answer. */
    private static final long PATIENCE_MILLIS = 30_000;

    private static final String IMMUTABLE = "public, max-age=31536000, immutable";

    private final LivePacketsDirectory directory;
    private final String tracker;
    private final EgressLedger egress;
    private final PullRate rate;
    private final ViewerAddress addresses;
    private final int maxJoinBytes;
    private final Map<String, Long> answers = new TreeMap<>();
    private final PullsUnderWay underWay = new PullsUnderWay(MAX_UNTAKEN_BYTES, MAX_UNTAKEN_BYTES_EACH);

    /**
     * @param tracker what {@code info.json} names as tracker: a URL, or a reference relative to that of {@code info.json}
     * @param addresses tells viewers apart for the rate limit
     * @param maxJoinBytes the most bytes of a join burst; the viewer pulls what is missing
     */
    public PullHandler(
            LivePacketsDirectory directory,
            String tracker,
            EgressLedger egress,
            PullRate rate,
            ViewerAddress addresses,
            int maxJoinBytes) {
        this.directory = directory;
        this.tracker = tracker;
        this.egress = egress;
        this.rate = rate;
        this.addresses = addresses;
        this.maxJoinBytes = maxJoinBytes;
    }

    /** As above with {@code /tracker}, 100 pulls a second, the connection's address and 8 MiB. */
    public PullHandler(LivePacketsDirectory directory, EgressLedger egress, PullRate rate) {
        this(directory, "/tracker", egress, rate, ViewerAddress.OF_CONNECTION, 8 << 20);
    }

    /** Adds the routes. */
    public void mount(Router router) {
        mount(router, "/live/:group/info.json", "info", this::info);
        mount(router, "/live/:group/join", "join", this::join);
        mount(router, "/live/:group/:epoch/prelude/:number", "prelude", this::prelude);
        mount(router, "/live/:group/:epoch/packets/:range", "packets", this::packets);
    }

    /** How many requests there were: for {@code info}, {@code join}, {@code prelude} and {@code packets}, and those refused as {@code limited} or {@code full}. */
    public Map<String, Long> answers() {
        return Collections.unmodifiableMap(answers);
    }

    private void count(String answer) {
        answers.merge(answer, 1L, Long::sum);
    }

    private void mount(Router router, String path, String kind, Consumer<Pull> answer) {
        router.get(path).handler(context -> admit(context, kind, answer));
        router.options(path).handler(context -> CrossOrigin.preflight(context.response()));
    }

    private void admit(RoutingContext context, String kind, Consumer<Pull> answer) {
        LivePackets channel = directory.find(context.pathParam("group"));
        if (channel != null) {
            headOf(channel, context.response());
        }
        String address = addresses.of(context.request());
        long delayMillis = rate.delayMillis(address);
        if (delayMillis > 0) {
            count("limited");
            refuse(
                    context.response(),
                    Problem.temporary(
                            429, "Too many requests", "Ask for ranges of up to 64 packets, less often.", delayMillis));
        } else if (channel == null) {
            refuse(context.response(), Problem.unknownGroup());
        } else {
            count(kind);
            answer.accept(new Pull(context, channel, address));
        }
    }

    private void info(Pull pull) {
        LivePackets channel = pull.channel();
        EpochPackets epoch = channel.current();
        Packet head = channel.head();
        // Without a keyframe nobody can begin: what this announces, join must be able to give.
        if (epoch == null || head == null || epoch.window().lastKeyframe().isEmpty() || !channel.isLive()) {
            refuse(pull.response(), Problem.noStream());
            return;
        }
        JsonObject info = new JsonObject()
                .put("version", PacketHeader.VERSION)
                .put("group", channel.group())
                .put("epoch", epoch.epochMillis())
                .put("headSeq", head.seq())
                .put("headTimestampMillis", head.header().timestampMillis())
                .put("firstSeq", epoch.window().firstSeq())
                .put("keyframes", new JsonArray(epoch.window().keyframes()))
                .put("prelude", head.header().prelude())
                .put("publicKey", channel.publicKey())
                .put("bitsPerSecond", epoch.window().bitsPerSecond())
                .put("tracker", tracker)
                .put("feed", "/feed/" + channel.group());
        if (channel.isOffline()) {
            info.put("offline", true);
        }
        // The future is dropped: whether the viewer still hears it concerns nobody here.
        CrossOrigin.allow(pull.response())
                .putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "no-cache")
                .end(info.encode());
    }

    private void join(Pull pull) {
        EpochPackets epoch = pull.channel().current();
        OptionalLong keyframe =
                epoch == null ? OptionalLong.empty() : epoch.window().lastKeyframe();
        Packet first =
                epoch == null || keyframe.isEmpty() ? null : epoch.window().get(keyframe.getAsLong());
        Packet prelude = epoch == null || first == null
                ? null
                : epoch.prelude(first.header().prelude());
        if (epoch == null || first == null || prelude == null || !pull.channel().isLive()) {
            refuse(pull.response(), Problem.noStream());
            return;
        }
        Buffer body = Buffer.buffer().appendBuffer(prelude.encoded());
        for (Packet next = first; next != null; next = epoch.window().get(next.seq() + 1)) {
            if (body.length() + next.lengthBytes() > maxJoinBytes) {
                break;
            }
            body.appendBuffer(next.encoded());
        }
        send(pull, body, "no-store", bytes -> egress.of(pull.channel().group()).addJoin(bytes));
    }

    private void prelude(Pull pull) {
        OptionalLong number = PullPath.number(pull.param("number"), PacketHeader.MAX_PRELUDE);
        EpochPackets epoch = epochOf(pull);
        if (epoch == null) {
            return;
        }
        Packet prelude = number.isEmpty() ? null : epoch.prelude((int) number.getAsLong());
        if (number.isEmpty()) {
            refuse(pull.response(), Problem.of(400, "Bad prelude number", "Use the number from info.json."));
        } else if (prelude != null) {
            send(pull, prelude.encoded(), IMMUTABLE, bytes -> countPull(pull, bytes));
        } else if (epoch.isPreludeToCome((int) number.getAsLong())) {
            notMadeYet(pull.response());
        } else {
            refuse(pull.response(), Problem.of(410, "Gone", "This prelude is no longer kept; read info.json."));
        }
    }

    private void packets(Pull pull) {
        PullPath.Range range = PullPath.range(pull.param("range"));
        if (range == null || range.count() > MAX_PACKETS) {
            refuse(
                    pull.response(),
                    Problem.of(400, "Bad range", "Ask for first-last, two numbers, at most 64 packets at once."));
            return;
        }
        EpochPackets epoch = epochOf(pull);
        if (epoch == null) {
            return;
        }
        PacketWindow window = epoch.window();
        Packet head = window.head();
        if (range.first() < window.firstSeq()) {
            refuse(pull.response(), Problem.of(410, "Gone", "These packets left the window; go on at a keyframe."));
        } else if (head == null || range.last() > head.seq()) {
            notMadeYet(pull.response());
        } else {
            send(pull, bodyOf(window.range(range.first(), range.last())), IMMUTABLE, bytes -> countPull(pull, bytes));
        }
    }

    /** No error: whoever follows the head asks a moment too early now and then, and browsers write every error on their consoles. */
    private static void notMadeYet(HttpServerResponse response) {
        CrossOrigin.allow(response)
                .setStatusCode(204)
                .putHeader("Cache-Control", "no-store")
                .end();
    }

    /** The epoch that the path names, or null after the request was answered with why not. */
    private static @Nullable EpochPackets epochOf(Pull pull) {
        OptionalLong asked = PullPath.number(pull.param("epoch"), PacketHeader.MAX_EPOCH);
        EpochPackets epoch = pull.channel().current();
        if (asked.isEmpty()) {
            refuse(pull.response(), Problem.of(400, "Bad epoch", "Use the epoch from info.json."));
            return null;
        }
        if (epoch == null || epoch.epochMillis() != asked.getAsLong()) {
            refuse(pull.response(), Problem.of(410, "Gone", "This run of the stream is over; read info.json."));
            return null;
        }
        return epoch;
    }

    private static Buffer bodyOf(List<Packet> packets) {
        Buffer body =
                Buffer.buffer(packets.stream().mapToInt(Packet::lengthBytes).sum());
        for (Packet packet : packets) {
            body.appendBuffer(packet.encoded());
        }
        return body;
    }

    private void countPull(Pull pull, int bytes) {
        egress.of(pull.channel().group()).addPull(bytes);
    }

    private void send(Pull pull, Buffer body, String caching, IntConsumer sent) {
        if (!underWay.begin(pull.address(), body.length())) {
            count("full");
            refuse(
                    pull.response(),
                    Problem.temporary(503, "Gateway is full", "Read what you asked for, then ask again.", 1_000));
            return;
        }
        HttpServerResponse response = pull.response();
        Vertx vertx = pull.context().vertx();
        long impatience = vertx.setTimer(PATIENCE_MILLIS, timer -> response.reset());
        CrossOrigin.allow(response)
                .putHeader("Content-Type", "application/octet-stream")
                .putHeader("Cache-Control", caching)
                .end(body)
                .onComplete(result -> {
                    vertx.cancelTimer(impatience);
                    underWay.end(pull.address(), body.length());
                    if (result.succeeded()) {
                        sent.accept(body.length());
                    }
                });
    }

    private static void refuse(HttpServerResponse response, Problem problem) {
        // The future is dropped: whether the viewer still hears it concerns nobody here.
        problem.send(response);
    }

    private static void headOf(LivePackets channel, HttpServerResponse response) {
        Packet head = channel.head();
        if (head != null) {
            response.putHeader(CrossOrigin.HEAD_HEADER, Long.toString(head.seq()));
        }
    }

    /** One request about one channel that exists. */
    private record Pull(RoutingContext context, LivePackets channel, String address) {
        HttpServerResponse response() {
            return context.response();
        }

        String param(String name) {
            return context.pathParam(name);
        }
    }
}
