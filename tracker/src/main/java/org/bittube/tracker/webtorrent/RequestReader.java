package org.bittube.tracker.webtorrent;

import java.util.ArrayList;
import java.util.List;
import org.bittube.tracker.webtorrent.Announce.Event;
import org.bittube.tracker.webtorrent.Announce.Offer;
import org.jspecify.annotations.Nullable;

/** Reads one message of a client. What it does not know in it must be JSON too, and is ignored; of two equal fields the last one counts. */
final class RequestReader {
    private static final String IDS = "info_hash, peer_id and to_peer_id are strings of 20 characters up to U+00FF.";

    private final byte[] message;
    private final JsonScanner scanner;
    private final int maxOffers;
    private final int maxHashes;

    private Field action = Field.ABSENT;
    private Field infoHash = Field.ABSENT;
    private Field peerId = Field.ABSENT;
    private Field toPeerId = Field.ABSENT;
    private Field offerId = Field.ABSENT;
    private Field answer = Field.ABSENT;
    private Field notOffers = Field.ABSENT;
    private Field event = Field.ABSENT;
    private Field left = Field.ABSENT;
    private List<OfferFields> offers = List.of();

    private RequestReader(byte[] message, int length, int maxOffers, int maxHashes) {
        this.message = message;
        this.scanner = new JsonScanner(message, 0, length);
        this.maxOffers = maxOffers;
        this.maxHashes = maxHashes;
    }

    /**
     * Reads the message that the first {@code length} bytes are. Slices of the result point into {@code message}.
     *
     * @throws BadRequest when it is none of this dialect
     */
    static ClientRequest read(byte[] message, int length, WebTorrentLimits limits) {
        return new RequestReader(message, length, limits.offersPerAnnounce(), limits.hashesPerScrape()).read();
    }

    private ClientRequest read() {
        try {
            readFields();
            if (action.says(message, "announce")) {
                return answer.isAbsent() ? announce() : answer();
            }
            if (action.says(message, "scrape")) {
                return new Scrape(hashes());
            }
            throw new BadRequest("The action is announce or scrape.");
        } catch (BadRequest e) {
            throw new BadRequest(e.reason(), infoHash.id(message));
        }
    }

    private void readFields() {
        if (scanner.next() != '{') {
            throw new BadRequest("A message is a JSON object.");
        }
        scanner.take('{');
        if (!scanner.took('}')) {
            do {
                readField(scanner.takeName());
            } while (scanner.took(','));
            scanner.take('}');
        }
        scanner.takeEnd();
    }

    private void readField(Field name) {
        if (name.says(message, "offers") && scanner.next() == '[') {
            offers = OfferFields.takeArray(scanner, message, maxOffers);
            notOffers = Field.ABSENT;
            return;
        }
        Field value = Field.take(scanner, 1);
        if (name.says(message, "action")) {
            action = value;
        } else if (name.says(message, "info_hash")) {
            infoHash = value;
        } else if (name.says(message, "peer_id")) {
            peerId = value;
        } else if (name.says(message, "answer")) {
            answer = value;
        } else if (name.says(message, "to_peer_id")) {
            toPeerId = value;
        } else if (name.says(message, "offer_id")) {
            offerId = value;
        } else if (name.says(message, "event")) {
            event = value;
        } else if (name.says(message, "left")) {
            left = value;
        } else if (name.says(message, "offers")) {
            offers = List.of();
            notOffers = value;
        }
    }

    private Announce announce() {
        Id20 hash = id(infoHash);
        Id20 peer = id(peerId);
        Event what = readEvent();
        return new Announce(
                hash,
                peer,
                what,
                what == Event.COMPLETED || left.isZero(message),
                what == Event.STOPPED ? List.of() : readOffers());
    }

    private Answer answer() {
        if (!answer.isObject(message)) {
            throw new BadRequest("An answer is an object.");
        }
        return new Answer(id(infoHash), id(peerId), id(toPeerId), offerId(offerId), answer.slice(message));
    }

    private Event readEvent() {
        if (event.isAbsent()
                || event.says(message, "")
                || event.says(message, "update")
                || event.says(message, "paused")) {
            return Event.NONE;
        }
        if (event.says(message, "started")) {
            return Event.STARTED;
        }
        if (event.says(message, "completed")) {
            return Event.COMPLETED;
        }
        if (event.says(message, "stopped")) {
            return Event.STOPPED;
        }
        throw new BadRequest("The event is started, completed, stopped, update or paused.");
    }

    private List<Offer> readOffers() {
        if (!notOffers.isAbsent()) {
            throw new BadRequest("offers is an array.");
        }
        List<Offer> read = new ArrayList<>(offers.size());
        for (OfferFields fields : offers) {
            if (!fields.description().isObject(message)) {
                throw new BadRequest("Each of the offers is an object with offer, which is an object, and offer_id.");
            }
            read.add(new Offer(fields.description().slice(message), offerId(fields.id())));
        }
        return read;
    }

    private List<Id20> hashes() {
        if (infoHash.isAbsent()) {
            return List.of();
        }
        if (!infoHash.isArray(message)) {
            return List.of(id(infoHash));
        }
        JsonScanner again = new JsonScanner(message, infoHash.from(), infoHash.to());
        List<Id20> read = new ArrayList<>();
        again.take('[');
        do {
            if (read.size() == maxHashes) {
                throw new BadRequest("A scrape is of at most " + maxHashes + " info hashes.");
            }
            if (again.next() == ']') {
                throw new BadRequest("A scrape of some swarms names one.");
            }
            read.add(id(Field.take(again, 2)));
        } while (again.took(','));
        return read;
    }

    private Id20 id(Field field) {
        @Nullable Id20 id = field.id(message);
        if (id == null) {
            throw new BadRequest(IDS);
        }
        return id;
    }

    private OfferId offerId(Field field) {
        if (!field.isString(message)) {
            throw new BadRequest("An offer_id is a string of at most " + OfferId.MAX_BYTES + " bytes.");
        }
        return OfferId.read(message, field.from(), field.to());
    }
}
