package org.bittube.gateway.registration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.bittube.tracker.access.GroupPolicy;
import org.bittube.tracker.access.Origins;
import org.bittube.tracker.access.PolicyJson;
import org.bittube.tracker.access.TokenKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the groups of this gateway registered with a tracker on another machine, and knows from it how many viewers they have (docs/protocol.md
 * section 5). A tracker that is away is told again as soon as it is back. Confined to the event loop on which it was started.
 */
public final class TrackerRegistration {
    private static final Logger LOG = LoggerFactory.getLogger(TrackerRegistration.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final long RENEW_MILLIS = 10_000;
    /** Groups that are new get their viewers at once, and are asked about soon. */
    private static final long SOON_MILLIS = 1_000;
    /** Groups that are opened together, as at the start, are told together. */
    private static final long GATHER_MILLIS = 100;

    private static final long TIMEOUT_MILLIS = 8_000;
    private static final int MOST_GROUPS = 1_000;
    private static final int MOST_ANSWER_BYTES = 1 << 20;
    private static final int OK = 200;
    private static final int UNAUTHORISED = 401;

    private final Vertx vertx;
    private final HttpClient client;
    private final URI url;
    private final String key;
    private final String gateway;
    private final Roster roster = new Roster();
    /** Why groups are not taken, as it was logged. */
    private final Map<String, String> refusals = new HashMap<>();

    private long timer = -1;
    private boolean telling;
    private boolean stopped;
    private String trouble = "";

    /**
     * Tells nothing before {@link #start}.
     *
     * @param tracker its {@code ws:} or {@code wss:} address
     * @param key the tracker's gateway key
     * @param gateway address of this gateway as viewers reach it; empty: they know it
     */
    public TrackerRegistration(Vertx vertx, URI tracker, String key, String gateway) {
        this.vertx = vertx;
        this.client = vertx.createHttpClient();
        String http = tracker.getScheme().replaceFirst("^ws", "http");
        this.url = URI.create(http
                + tracker.resolve("api/registrations")
                        .toString()
                        .substring(tracker.getScheme().length()));
        this.key = key;
        this.gateway = gateway;
    }

    /** Begins to tell. */
    public void start() {
        tellAfter(1);
    }

    /** Tells nothing more: the tracker keeps the groups for some minutes, as long as a gateway may need to come back. */
    public Future<Void> stop() {
        stopped = true;
        vertx.cancelTimer(timer);
        return client.close();
    }

    /** There is a group; another key and policy take the place of those before. */
    public void open(String name, String publicKey, GroupPolicy policy) {
        ObjectNode group =
                JsonNodeFactory.instance.objectNode().put("group", name).put("publicKey", publicKey);
        if (!policy.equals(GroupPolicy.OPEN)) {
            group.set("policy", PolicyJson.shown(toTell(name, policy)));
        }
        roster.open(name, group.toString());
        tellSoon();
    }

    /** There is the group no more. */
    public void close(String name) {
        roster.close(name);
        refusals.remove(name);
        tellSoon();
    }

    /** This gateway's own pages may show it, too; and no secret leaves this machine, so without it nobody is let in there. */
    private GroupPolicy toTell(String name, GroupPolicy policy) {
        URI here = URI.create(gateway);
        GroupPolicy told = Origins.parse(here.getScheme() + "://" + here.getRawAuthority())
                .map(policy::withOrigin)
                .orElse(policy);
        if (told.key() instanceof TokenKey.Hs256) {
            LOG.warn("group closed at the tracker: it is told no secret, use a key of EdDSA group={}", name);
            return told.withKey(null);
        }
        return told;
    }

    /** Viewers of a group, as the tracker said within the last seconds. */
    public int viewers(String name) {
        return roster.viewers(name);
    }

    private void tellSoon() {
        // Before the start, and while the tracker is away, the timer comes by itself.
        if (timer != -1 && !telling && trouble.isEmpty()) {
            tellAfter(GATHER_MILLIS);
        }
    }

    private void tellAfter(long millis) {
        vertx.cancelTimer(timer);
        timer = vertx.setTimer(millis, due -> tell());
    }

    private void tell() {
        boolean news = roster.hasNews();
        Roster.Batch batch = roster.next(MOST_GROUPS);
        telling = true;
        Future<Map<String, Integer>> told = batch.isEmpty() ? Future.succeededFuture(Map.of()) : post(batch);
        told.onComplete(members -> {
            telling = false;
            if (stopped) {
                return;
            }
            if (members.succeeded()) {
                roster.onTold(batch, members.result());
                say("");
            } else {
                say(String.valueOf(members.cause().getMessage()));
            }
            tellAfter(pauseMillis(members.succeeded(), news));
        });
    }

    private long pauseMillis(boolean succeeded, boolean news) {
        if (!succeeded) {
            return RENEW_MILLIS;
        }
        return roster.hasNews() ? 1 : news ? SOON_MILLIS : RENEW_MILLIS;
    }

    /** Each trouble once, and its end. */
    private void say(String reason) {
        if (!reason.isEmpty() && !reason.equals(trouble)) {
            LOG.warn("groups not registered tracker={} reason=\"{}\"", url.getHost(), reason);
        } else if (reason.isEmpty() && !trouble.isEmpty()) {
            LOG.info("groups registered again tracker={}", url.getHost());
        }
        trouble = reason;
    }

    private Future<Map<String, Integer>> post(Roster.Batch batch) {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(url.toString())
                .setTimeout(TIMEOUT_MILLIS)
                .putHeader("Authorization", "Bearer " + key)
                .putHeader("Content-Type", "application/json");
        return client.request(options)
                .compose(request -> answered(request, Buffer.buffer(body(batch))))
                .map(answer -> members(batch, answer));
    }

    private static Future<Buffer> answered(HttpClientRequest request, Buffer body) {
        return request.send(body).compose(response -> {
            if (response.statusCode() == OK) {
                return read(request, response);
            }
            request.reset();
            return Future.failedFuture(
                    response.statusCode() == UNAUTHORISED
                            ? "The tracker does not take the key: set tracker-key to its gateway key."
                            : "The tracker answers " + response.statusCode() + ": see its log.");
        });
    }

    private static Future<Buffer> read(HttpClientRequest request, HttpClientResponse response) {
        Promise<Buffer> read = Promise.promise();
        Buffer body = Buffer.buffer();
        response.handler(chunk -> {
            body.appendBuffer(chunk);
            if (body.length() > MOST_ANSWER_BYTES) {
                request.reset();
                read.tryFail("The tracker's answer is too long.");
            }
        });
        response.exceptionHandler(read::tryFail);
        response.endHandler(end -> read.tryComplete(body));
        return read.future();
    }

    private String body(Roster.Batch batch) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        if (!gateway.isEmpty()) {
            body.putArray("gateways").add(gateway);
        }
        ArrayNode groups = body.putArray("groups");
        batch.groups().values().forEach(group -> groups.addRawValue(new RawValue(group)));
        ArrayNode ended = body.putArray("ended");
        batch.ended().forEach(ended::add);
        return body.toString();
    }

    private Map<String, Integer> members(Roster.Batch batch, Buffer answer) {
        JsonNode read;
        try {
            read = JSON.readTree(answer.getBytes());
        } catch (IOException e) {
            throw new IllegalStateException("The tracker's answer is no JSON: is something else at its address?", e);
        }
        Map<String, Integer> members = new HashMap<>();
        for (String name : batch.groups().keySet()) {
            JsonNode count = read.path("peers").path(name);
            if (count.canConvertToInt() && count.intValue() > 0) {
                members.put(name, count.intValue());
            }
            sayOfGroup(name, read.path("refused").path(name).asText());
        }
        return members;
    }

    /** As {@link #say}, for one group; an empty reason: it is registered. */
    private void sayOfGroup(String name, String reason) {
        if (reason.isEmpty()) {
            refusals.remove(name);
        } else if (!reason.equals(refusals.put(name, reason))) {
            LOG.warn("group not registered group={} reason=\"{}\"", name, printable(reason));
        }
    }

    private static String printable(String text) {
        return text.substring(0, Math.min(200, text.length())).replaceAll("[^\\x20-\\x7E]", "?");
    }
}
