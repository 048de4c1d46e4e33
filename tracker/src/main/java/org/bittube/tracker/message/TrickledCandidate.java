package org.bittube.tracker.message;

/** One ICE candidate, as the value of an SDP candidate attribute (RFC 8839 section 5.1). */
public record TrickledCandidate(String candidate) implements Signal {
    private static final int MAX_LENGTH = 512;

    public TrickledCandidate {
        check("candidate", candidate);
    }

    static void check(String field, String candidate) {
        Names.checkPrintable(field, candidate, MAX_LENGTH);
        if (!candidate.startsWith("candidate:")) {
            throw new IllegalArgumentException(field + " begins with candidate:");
        }
    }
}
