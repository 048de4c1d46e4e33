package org.bittube.gateway.swarm;

import io.vertx.core.json.JsonObject;

/** What the gateway says on the feed beside packets: docs/protocol.md section 4. */
sealed interface FeedAnswer {

    /** The message's text. */
    String encode();

    /**
     * The packets of these substreams follow from {@code fromSeq} on; {@code epochMillis} 0: no epoch has begun yet.
     *
     * @param spare those of them that are given past the number of copies: to be given back as soon as somebody else has them
     */
    record Subscribed(Substreams substreams, Substreams spare, long epochMillis, long fromSeq) implements FeedAnswer {
        @Override
        public String encode() {
            JsonObject message = new JsonObject().put("type", "subscribed").put("substreams", substreams.toJson());
            if (!spare.isEmpty()) {
                message.put("spare", spare.toJson());
            }
            return message.put("epoch", epochMillis).put("fromSeq", fromSeq).encode();
        }
    }

    /** These substreams were given as spare ones, and are the viewer's own from now on. */
    record Kept(Substreams substreams) implements FeedAnswer {
        @Override
        public String encode() {
            return new JsonObject()
                    .put("type", "kept")
                    .put("substreams", substreams.toJson())
                    .encode();
        }
    }

    /** These substreams are not to be had; another try is worth while after that time. */
    record Refused(Substreams substreams, String reason, long retryAfterMillis) implements FeedAnswer {
        static final String BUDGET = "budget";
        static final String RATE = "rate";

        @Override
        public String encode() {
            return new JsonObject()
                    .put("type", "refused")
                    .put("substreams", substreams.toJson())
                    .put("reason", reason)
                    .put("retryAfterMillis", retryAfterMillis)
                    .encode();
        }
    }

    /** These substreams end here. */
    record Evicted(Substreams substreams, String reason) implements FeedAnswer {
        static final String SLOW = "slow";
        static final String BUDGET = "budget";

        @Override
        public String encode() {
            return new JsonObject()
                    .put("type", "evicted")
                    .put("substreams", substreams.toJson())
                    .put("reason", reason)
                    .encode();
        }
    }
}
