package org.bittube.tracker.webtorrent;

/**
 * The answer to an offer.
 *
 * @param peerId who answers
 * @param toPeerId who offered
 * @param description a JSON object, as it came
 */
record Answer(Id20 infoHash, Id20 peerId, Id20 toPeerId, OfferId offerId, Slice description) implements ClientRequest {
    @Override
    public void deliverTo(Handler handler) {
        handler.onAnswer(this);
    }
}
