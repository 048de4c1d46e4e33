package org.bittube.tracker.message;

import java.util.List;
import java.util.Optional;

/** The addresses that a peer has in its own network, or the names that stand for them. */
public final class HostCandidates {
    private static final String HOST = "h ";

    private HostCandidates() {}

    /** The signal without them; empty when nothing is left to say. */
    public static Optional<Signal> strip(Signal signal) {
        if (signal instanceof CompactDescription description) {
            List<String> others = description.candidates().stream()
                    .filter(candidate -> !candidate.startsWith(HOST))
                    .toList();
            return Optional.of(new CompactDescription(
                    description.kind(),
                    description.ufrag(),
                    description.pwd(),
                    description.fingerprint(),
                    description.setup(),
                    others));
        }
        return Optional.of(signal)
                .filter(one -> !(one instanceof TrickledCandidate alone
                        && alone.candidate().startsWith(HOST)));
    }
}
