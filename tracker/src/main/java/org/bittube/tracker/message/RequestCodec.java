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
                        message.has("path") ? message.constant("path", CandidatePath.class) : CandidatePath.UNKNOWN);
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
                message.countOrZero("fromPeersBytes", Stats.MAX),
                message.countOrZero("fromFeedBytes", Stats.MAX),
                message.countOrZero("fromHttpBytes", Stats.MAX),
                message.countOrZero("toPeersBytes", Stats.MAX),
                message.countOrZero("lagMillis", Stats.MAX),
                message.countOrZero("stalls", Stats.MAX),
                message.countOrZero("stalledMillis", Stats.MAX),
                message.countOrZero("neighbours", Stats.MAX),
                message.flag("playing"),
                message.optionalCount("startMillis", Stats.MAX_START_MILLIS));
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
                    .put("outcome", JsonFields.wireName(report.outcome()));
            if (report.path() != CandidatePath.UNKNOWN) {
                message.put("path", JsonFields.wireName(report.path()));
            }
        }

        @Override
        public void onStats(Stats stats) {
            message.put("type", "stats").put("group", stats.group());
            putUnlessZero("fromPeersBytes", stats.fromPeersBytes());
            putUnlessZero("fromFeedBytes", stats.fromFeedBytes());
            putUnlessZero("fromHttpBytes", stats.fromHttpBytes());
            putUnlessZero("toPeersBytes", stats.toPeersBytes());
            putUnlessZero("lagMillis", stats.lagMillis());
            putUnlessZero("stalls", stats.stalls());
            putUnlessZero("stalledMillis", stats.stalledMillis());
            putUnlessZero("neighbours", stats.neighbours());
            message.put("playing", stats.playing());
            stats.startMillis().ifPresent(millis -> message.put("startMillis", millis));
        }

        @Override
        public void onLeave(Leave leave) {
            message.put("type", "leave").put("group", leave.group());
        }

        private void putUnlessZero(String field, long count) {
            if (count != 0) {
                message.put(field, count);
            }
        }
    }
}
