package org.bittube.gateway.source;

/** What comes of it when somebody wants to publish. */
public sealed interface Admission {
    /** He may, through this. */
    record Granted(Publication publication) implements Admission {}

    /** He may not. */
    enum Refused implements Admission {
        /** No running channel of that name takes publishers, or it has another key. Which of the two is not told to strangers. */
        WRONG_KEY("The channel or its key is wrong."),
        /** Somebody else is publishing. */
        TAKEN("Another encoder is publishing on this channel."),
        /** The key was not looked at: too many wrong ones came from there. */
        TOO_OFTEN("Too many wrong keys came from your address: wait some seconds.");

        private final String words;

        Refused(String words) {
            this.words = words;
        }

        /** For the one who wanted to. */
        public String words() {
            return words;
        }
    }
}
