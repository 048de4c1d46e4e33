package org.bittube.tracker.webtorrent;

/** Counts since the tracker began. Confined to its event loop. */
public final class RelayFigures {
    private long announces;
    private long scrapes;
    private long failures;
    private long offers;
    private long answers;
    private long staleAnswers;
    private long offersRefused;
    private long badMessages;

    /** Announces of a swarm that is served. */
    public long announces() {
        return announces;
    }

    public long scrapes() {
        return scrapes;
    }

    /** Requests that were answered with an error. */
    public long failures() {
        return failures;
    }

    /** Offers that were handed on. */
    public long offers() {
        return offers;
    }

    /** Answers that were handed on. */
    public long answers() {
        return answers;
    }

    /** Answers that came too late, or to no offer. */
    public long staleAnswers() {
        return staleAnswers;
    }

    /** Offers that were not handed on because their socket made too many. */
    public long offersRefused() {
        return offersRefused;
    }

    /** Messages that are none of this dialect. */
    public long badMessages() {
        return badMessages;
    }

    void countAnnounce() {
        announces++;
    }

    void countScrape() {
        scrapes++;
    }

    void countFailure() {
        failures++;
    }

    void countOffer() {
        offers++;
    }

    void countAnswer() {
        answers++;
    }

    void countStaleAnswer() {
        staleAnswers++;
    }

    void countOffersRefused(int more) {
        offersRefused += more;
    }

    void countBadMessage() {
        badMessages++;
    }
}
