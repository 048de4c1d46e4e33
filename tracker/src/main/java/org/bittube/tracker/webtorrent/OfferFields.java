package org.bittube.tracker.webtorrent;

import java.util.ArrayList;
import java.util.List;

/**
 * Where the parts of an offer stand. Whether they are what they should be is looked at when the whole message has been
 * read, for an error tells which swarm it is about.
 */
record OfferFields(Field description, Field id) {
    /** What stands where an offer should, but is no object. */
    private static final OfferFields NONE = new OfferFields(Field.ABSENT, Field.ABSENT);

    /** Takes an array, of which the first {@code max} offers are kept. */
    static List<OfferFields> takeArray(JsonScanner scanner, byte[] message, int max) {
        List<OfferFields> offers = new ArrayList<>();
        scanner.take('[');
        if (scanner.took(']')) {
            return offers;
        }
        do {
            if (offers.size() == max) {
                scanner.skipValue(2);
            } else if (scanner.next() == '{') {
                offers.add(takeObject(scanner, message));
            } else {
                scanner.skipValue(2);
                offers.add(NONE);
            }
        } while (scanner.took(','));
        scanner.take(']');
        return offers;
    }

    private static OfferFields takeObject(JsonScanner scanner, byte[] message) {
        Field description = Field.ABSENT;
        Field id = Field.ABSENT;
        scanner.take('{');
        if (scanner.took('}')) {
            return NONE;
        }
        do {
            Field name = scanner.takeName();
            Field value = Field.take(scanner, 3);
            if (name.says(message, "offer")) {
                description = value;
            } else if (name.says(message, "offer_id")) {
                id = value;
            }
        } while (scanner.took(','));
        scanner.take('}');
        return new OfferFields(description, id);
    }
}
