package org.bittube.tracker.webtorrent;

/** What a client asks. */
sealed interface ClientRequest permits Announce, Answer, Scrape {
    void deliverTo(Handler handler);

    /** Does what is asked. */
    interface Handler {
        void onAnnounce(Announce announce);

        void onAnswer(Answer answer);

        void onScrape(Scrape scrape);
    }
}
