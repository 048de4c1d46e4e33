package org.bittube.tracker.webtorrent;

import java.util.List;

/** Asks how many are in some swarms; in all of them when {@code infoHashes} is empty. */
record Scrape(List<Id20> infoHashes) implements ClientRequest {
    Scrape {
        infoHashes = List.copyOf(infoHashes);
    }

    @Override
    public void deliverTo(Handler handler) {
        handler.onScrape(this);
    }
}
