package org.bittube.tracker.webtorrent;

/** Counts since the tracker began. Confined to its event loop. */
public final class RelayFigures {
    private long offers;
    private long answers;
    private long staleAnswers;
    private long offersRefused;
    private long badMessages;

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
