package org.bittube.tracker.message;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Requests to and from their JSON text (docs/protocol.md section 5). The length of a text is its reader's concern. */
public final class RequestCodec {
    private RequestCodec() {}

    /**
     * Reads a request.
     *
     * @throws MessageException when the text is none, with the code to answer
     */
    public static TrackerRequest decode(String text) {
        JsonFields message = JsonFields.parse(text);
        try {
            return decode(message);
        } catch (IllegalArgumentException e) {
            throw JsonFields.bad(String.valueOf(e.getMessage()));
        }
    }

    /** Writes a request in its canonical form. */
    public static String encode(TrackerRequest request) {
        Writer writer = new Writer();
        request.deliverTo(writer);
        return writer.message.toString();
    }

    private static TrackerRequest decode(JsonFields message) {
        String type = message.text("type");
        return switch (type) {
            case "join" -> join(message);
            case "signal" -> new SendSignal(message.text("group"), message.text("to"), SignalCodec.decode(message));
            case "more" -> new More(message.text("group"), message.smallCount("want"), message.texts("exclude"));
            case "report" ->
                new Report(
                        message.text("group"),
                        message.text("peer"),
                        message.constant("outcome", Outcome.class),
                        message.constant("path", CandidatePath.class),
                        message.count("elapsedMillis", Stats.MAX));
            case "stats" -> stats(message);
            case "leave" -> new Leave(message.text("group"));
            default -> throw JsonFields.bad("type is not known");
        };
    }

    private static Join join(JsonFields message) {
        if (message.count("version", Stats.MAX) != Join.VERSION) {
            // Before anything else is looked at: what the fields of another version mean is not known here.
            throw new MessageException(ErrorCode.VERSION, "this tracker speaks version " + Join.VERSION);
        }
        return new Join(
                message.text("group"),
                message.smallCount("capacity"),
                message.constant("device", Device.class),
                message.constant("nat", Nat.class),
                message.smallCount("want"),
                message.optionalText("token"));
    }

    private static Stats stats(JsonFields message) {
        return new Stats(
                message.text("group"),
                message.count("fromPeersBytes", Stats.MAX),
                message.count("fromFeedBytes", Stats.MAX),
                message.count("fromHttpBytes", Stats.MAX),
                message.count("toPeersBytes", Stats.MAX),
                message.count("lagMillis", Stats.MAX),
                message.count("stalls", Stats.MAX),
                message.count("stalledMillis", Stats.MAX),
                message.count("neighbours", Stats.MAX),
                message.flag("playing"));
    }

    private static final class Writer implements TrackerRequestHandler {
        private final ObjectNode message = JsonNodeFactory.instance.objectNode();

        @Override
        public void onJoin(Join join) {
            message.put("type", "join")
                    .put("version", Join.VERSION)
                    .put("group", join.group())
                    .put("capacity", join.capacity())
                    .put("device", JsonFields.wireName(join.device()))
                    .put("nat", JsonFields.wireName(join.nat()))
                    .put("want", join.want());
            join.token().ifPresent(token -> message.put("token", token));
        }

        @Override
        public void onSignal(SendSignal signal) {
            message.put("type", "signal").put("group", signal.group()).put("to", signal.to());
            SignalCodec.encode(signal.signal(), message);
        }

        @Override
        public void onMore(More more) {
            message.put("type", "more").put("group", more.group()).put("want", more.want());
            ArrayNode exclude = message.putArray("exclude");
            more.exclude().forEach(exclude::add);
        }

        @Override
        public void onReport(Report report) {
            message.put("type", "report")
                    .put("group", report.group())
                    .put("peer", report.peer())
                    .put("outcome", JsonFields.wireName(report.outcome()))
                    .put("path", JsonFields.wireName(report.path()))
                    .put("elapsedMillis", report.elapsedMillis());
        }

        @Override
        public void onStats(Stats stats) {
            message.put("type", "stats")
                    .put("group", stats.group())
                    .put("fromPeersBytes", stats.fromPeersBytes())
                    .put("fromFeedBytes", stats.fromFeedBytes())
                    .put("fromHttpBytes", stats.fromHttpBytes())
                    .put("toPeersBytes", stats.toPeersBytes())
                    .put("lagMillis", stats.lagMillis())
                    .put("stalls", stats.stalls())
                    .put("stalledMillis", stats.stalledMillis())
                    .put("neighbours", stats.neighbours())
                    .put("playing", stats.playing());
        }

        @Override
        public void onLeave(Leave leave) {
            message.put("type", "leave").put("group", leave.group());
        }
    }
}
