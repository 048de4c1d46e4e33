package org.bittube.gateway.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import org.bittube.gateway.channel.Channel;
import org.bittube.gateway.channel.ChannelDelivery;
import org.bittube.gateway.channel.ChannelGroups;
import org.bittube.gateway.channel.SourceJson;
import org.bittube.gateway.http.EgressTotals;
import org.bittube.gateway.recorder.RecorderStatus;
import org.bittube.gateway.source.RepairKind;
import org.bittube.gateway.source.SourceStatus;
import org.bittube.gateway.source.StreamFigures;
import org.bittube.tracker.access.PolicyJson;

/** A channel as the API shows it. */
public final class ChannelJson {

    private static final Map<RepairKind, String> REPAIR_NAMES = Map.of(
            RepairKind.RESTART, "restarts",
            RepairKind.JUMP, "jumps",
            RepairKind.WRAP, "wraps",
            RepairKind.STEP_BACK, "stepsBack",
            RepairKind.COMPOSITION, "compositions");

    private final ChannelDelivery delivery;
    private final ChannelGroups groups;

    public ChannelJson(ChannelDelivery delivery, ChannelGroups groups) {
        this.delivery = delivery;
        this.groups = groups;
    }

    /** Everything that an operator may know of all channels. */
    public ArrayNode of(Collection<Channel> channels) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        channels.forEach(channel -> all.add(of(channel)));
        return all;
    }

    /** Everything that an operator may know. Addresses are relative to the gateway's own. */
    ObjectNode of(Channel channel) {
        String name = channel.name();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("name", name).put("running", channel.running());
        json.put("title", channel.about().title())
                .put("description", channel.about().description())
                .put("public", channel.about().listed());
        json.put("created", channel.created().toString());
        channel.epoch().ifPresent(epoch -> json.put("epoch", epoch));
        json.put("offline", channel.offlineSince().isPresent());
        channel.offlineSince().ifPresent(since -> json.put("offlineSinceMillis", since));
        json.put("publicKey", channel.keys().publicKeyBase64Url());
        json.put("viewers", viewers(name));
        json.set("source", source(channel));
        EgressTotals egress = delivery.egress(name);
        json.putObject("egress")
                .put("relayBytes", egress.relayBytes())
                .put("feedBytes", egress.feedBytes())
                .put("pullBytes", egress.pullBytes())
                .put("joinBytes", egress.joinBytes())
                .put("rewindBytes", egress.rewindBytes());
        json.set("policy", PolicyJson.shown(channel.policy()));
        json.put("record", channel.recorder().status().wanted());
        json.set("recording", recording(channel.recorder().status()));
        json.putObject("addresses")
                .put("watch", "/watch/" + name)
                .put("embed", "/embed/" + name)
                .put("flv", "/live/" + name + ".flv");
        return json;
    }

    /** What everybody may know. */
    ObjectNode brief(Channel channel) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("name", channel.name())
                .put("title", channel.about().title())
                .put("description", channel.about().description())
                .put("viewers", viewers(channel.name()))
                .put(
                        "live",
                        channel.epoch().isPresent() && channel.offlineSince().isEmpty());
    }

    private int viewers(String name) {
        return groups.viewers(name) + delivery.relayViewers(name);
    }

    private static ObjectNode recording(RecorderStatus status) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("state", status.state().name().toLowerCase(Locale.ROOT));
        if (status.since() != null) {
            json.put("id", status.id())
                    .put("file", status.file())
                    .put("bytes", status.bytes())
                    .put("durationMillis", status.durationMillis())
                    .put("since", status.since().toString());
        }
        if (status.lastError() != null) {
            json.put("lastError", status.lastError());
        }
        return json;
    }

    private static ObjectNode source(Channel channel) {
        ObjectNode json = SourceJson.shown(channel.spec());
        SourceStatus status = channel.sourceStatus();
        if (status == null) {
            return json.put("state", "stopped");
        }
        json.put("state", status.state().name().toLowerCase(Locale.ROOT));
        json.put("sinceMillis", status.sinceMillis());
        if (status.lastError() != null) {
            json.put("lastError", status.lastError());
        }
        json.put("tags", status.tags())
                .put("bytes", status.bytes())
                .put("resyncs", status.resyncs())
                .put("reconnects", status.reconnects());
        ObjectNode repairs = json.putObject("repairs");
        for (RepairKind kind : RepairKind.values()) {
            repairs.put(REPAIR_NAMES.get(kind), status.repairs().getOrDefault(kind, 0L));
        }
        StreamFigures figures = status.figures();
        if (figures.width() > 0) {
            json.put("width", figures.width()).put("height", figures.height());
        }
        if (figures.bitsPerSecond() > 0) {
            json.put("bitsPerSecond", figures.bitsPerSecond()).put("framesPerSecond", figures.framesPerSecond());
        }
        if (figures.keyframeMillis() > 0) {
            json.put("keyframeMillis", figures.keyframeMillis());
        }
        if (status.videoCodec() != null) {
            json.put("videoCodec", status.videoCodec());
        }
        if (status.audioCodec() != null) {
            json.put("audioCodec", status.audioCodec());
        }
        return json;
    }
}
