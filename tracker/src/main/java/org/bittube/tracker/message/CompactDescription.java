package org.bittube.tracker.message;

import java.util.List;

/**
 * A session description without what is the same in every one: a full SDP is ten times the bytes.
 *
 * @param ufrag ICE user name fragment, 4 to 256 characters (RFC 8839 section 5.4)
 * @param pwd ICE password, 22 to 256 characters
 * @param fingerprint SHA-256 of the certificate, base64url
 * @param setup an answer has to choose a role
 * @param candidates at most 20 candidates that were known in time, each in the form of {@link TrickledCandidate}
 */
public record CompactDescription(
        Kind kind, String ufrag, String pwd, String fingerprint, Setup setup, List<String> candidates)
        implements Signal {
    static final int MAX_CANDIDATES = 20;

    public CompactDescription {
        Names.checkIce("ufrag", ufrag, 4, 256);
        Names.checkIce("pwd", pwd, 22, 256);
        Names.checkBytes32("fingerprint", fingerprint);
        if (kind == Kind.ANSWER && setup == Setup.ACTPASS) {
            throw new IllegalArgumentException("setup of an answer is active or passive");
        }
        Names.checkSize("candidates", candidates.size(), 0, MAX_CANDIDATES);
        candidates.forEach(candidate -> TrickledCandidate.check("candidates", candidate));
        candidates = List.copyOf(candidates);
    }

    /** Which half of the exchange (RFC 3264) this is; on the wire in lower case, as {@code type}. */
    public enum Kind {
        OFFER,
        ANSWER;

        /** The role that nearly every description of this kind takes: it is not sent. */
        Setup usualSetup() {
            return this == OFFER ? Setup.ACTPASS : Setup.ACTIVE;
        }
    }

    /** Who begins the DTLS handshake (RFC 8842); on the wire in lower case. */
    public enum Setup {
        ACTPASS,
        ACTIVE,
        PASSIVE
    }
}
