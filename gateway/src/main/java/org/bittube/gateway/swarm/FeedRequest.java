package org.bittube.gateway.swarm;

/** What a viewer says on the feed: docs/protocol.md section 4. */
sealed interface FeedRequest {

    /** Substreams it talks about; never none. */
    Substreams substreams();

    /** Calls the method for this kind of request. */
    void deliverTo(Handler handler);

    /** Must know every kind. */
    interface Handler {
        void subscribe(Subscribe request);

        void unsubscribe(Unsubscribe request);
    }

    /**
     * Asks for substreams.
     *
     * @param fromSeq the first packet wanted
     * @param lost the viewer had a parent for them and has found no other: perhaps the top of their tree is dead
     */
    record Subscribe(Substreams substreams, long fromSeq, boolean lost) implements FeedRequest {
        @Override
        public void deliverTo(Handler handler) {
            handler.subscribe(this);
        }
    }

    /** Gives substreams back. */
    record Unsubscribe(Substreams substreams) implements FeedRequest {
        @Override
        public void deliverTo(Handler handler) {
            handler.unsubscribe(this);
        }
    }
}
