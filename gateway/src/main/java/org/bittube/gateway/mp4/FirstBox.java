package org.bittube.gateway.mp4;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** What files of this family begin with. QuickTime's older ones have no {@code ftyp}. */
final class FirstBox {
    private static final Set<Integer> KNOWN =
            Arrays.asList("ftyp", "moov", "mdat", "wide", "free", "skip", "pnot", "styp").stream()
                    .map(Box::type)
                    .collect(Collectors.toUnmodifiableSet());

    private FirstBox() {}

    /** @param type of the first box */
    static boolean isKnown(int type) {
        return KNOWN.contains(type);
    }
}
