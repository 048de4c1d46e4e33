package org.bittube.tracker.message;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.bittube.tracker.message.Introduce.Partner;

/** Events to and from their JSON text (docs/protocol.md section 5). */
public final class EventCodec {
    private EventCodec() {}

    /**
     * Reads an event.
     *
     * @throws MessageException when the text is none
     */
    public static TrackerEvent decode(String text) {
        JsonFields message = JsonFields.parse(text);
        try {
            return decode(message);
        } catch (IllegalArgumentException e) {
            throw JsonFields.bad(String.valueOf(e.getMessage()));
        }
    }

    /** Writes an event in its canonical form. */
    public static String encode(TrackerEvent event) {
        Writer writer = new Writer();
        event.deliverTo(writer);
        return writer.message.toString();
    }

    private static TrackerEvent decode(JsonFields message) {
        String type = message.text("type");
        return switch (type) {
            case "welcome" ->
                new Welcome(
                        message.text("group"),
                        message.text("peerId"),
                        message.optionalText("publicKey"),
                        message.optionalTexts("gateways"),
                        message.optionalTexts("stun"),
                        message.optionalObject("turn").map(EventCodec::turn),
                        message.smallCount("intervalMillis"),
                        message.smallCount("peers"));
            case "introduce" -> new Introduce(message.text("group"), partners(message));
            case "signal" ->
                new RelayedSignal(message.text("group"), message.text("from"), SignalCodec.decode(message));
            case "gone" -> new Gone(message.text("group"), message.text("peerId"));
            case "interval" -> new Interval(message.text("group"), message.smallCount("intervalMillis"));
            case "reconnect" -> new Reconnect(message.smallCount("afterMillis"));
            case "error" ->
                new Refusal(
                        message.constant("code", ErrorCode.class),
                        message.text("message"),
                        message.optionalText("group"),
                        message.flag("fatal"));
            default -> throw JsonFields.bad("type is not known");
        };
    }

    private static TurnAccess turn(JsonFields turn) {
        return new TurnAccess(turn.texts("urls"), turn.text("username"), turn.text("credential"));
    }

    private static List<Partner> partners(JsonFields message) {
        List<Partner> partners = new ArrayList<>();
        for (JsonFields peer : message.objects("peers")) {
            partners.add(new Partner(peer.text("peerId"), peer.flagOrFalse("initiate"), peer.flagOrFalse("near"), (int)
                    peer.countOrZero("capacity", Join.MAX_CAPACITY)));
        }
        return partners;
    }

    private static final class Writer implements TrackerEventHandler {
        private final ObjectNode message = JsonNodeFactory.instance.objectNode();

        @Override
        public void onWelcome(Welcome welcome) {
            message.put("type", "welcome").put("group", welcome.group()).put("peerId", welcome.peerId());
            welcome.publicKey().ifPresent(key -> message.put("publicKey", key));
            putUnlessEmpty("gateways", welcome.gateways());
            putUnlessEmpty("stun", welcome.stun());
            welcome.turn().ifPresent(turn -> {
                ObjectNode access = message.putObject("turn");
                turn.urls().forEach(access.putArray("urls")::add);
                access.put("username", turn.username()).put("credential", turn.credential());
            });
            message.put("intervalMillis", welcome.intervalMillis()).put("peers", welcome.peers());
        }

        @Override
        public void onIntroduce(Introduce introduce) {
            message.put("type", "introduce").put("group", introduce.group());
            ArrayNode peers = message.putArray("peers");
            for (Partner partner : introduce.peers()) {
                ObjectNode peer = peers.addObject().put("peerId", partner.peerId());
                if (partner.initiate()) {
                    peer.put("initiate", true);
                }
                if (partner.near()) {
                    peer.put("near", true);
                }
                if (partner.capacity() > 0) {
                    peer.put("capacity", partner.capacity());
                }
            }
        }

        @Override
        public void onSignal(RelayedSignal signal) {
            message.put("type", "signal").put("group", signal.group()).put("from", signal.from());
            SignalCodec.encode(signal.signal(), message);
        }

        @Override
        public void onGone(Gone gone) {
            message.put("type", "gone").put("group", gone.group()).put("peerId", gone.peerId());
        }

        @Override
        public void onInterval(Interval interval) {
            message.put("type", "interval")
                    .put("group", interval.group())
                    .put("intervalMillis", interval.intervalMillis());
        }

        @Override
        public void onReconnect(Reconnect reconnect) {
            message.put("type", "reconnect").put("afterMillis", reconnect.afterMillis());
        }

        @Override
        public void onRefusal(Refusal refusal) {
            message.put("type", "error")
                    .put("code", JsonFields.wireName(refusal.code()))
                    .put("message", refusal.message());
            refusal.group().ifPresent(group -> message.put("group", group));
            message.put("fatal", refusal.fatal());
        }

        private void putUnlessEmpty(String field, List<String> values) {
            if (!values.isEmpty()) {
                ArrayNode array = message.putArray(field);
                values.forEach(array::add);
            }
        }
    }
}
