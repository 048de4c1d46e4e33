package org.bittube.gateway.client;

import org.bittube.gateway.object.PieceLayout;

/**
 * Pieces that stand one behind the other.
 *
 * @param first number from 1
 * @param last not before the first
 */
record PieceRange(PieceLayout pieces, int first, int last) {
    /** What a gateway gives in one answer (docs/protocol.md section 7). */
    static final int MOST_PIECES = 32;

    int count() {
        return last - first + 1;
    }

    int lengthBytes() {
        return (int) (pieces.offsetOf(last) - pieces.offsetOf(first)) + pieces.lengthOf(last);
    }

    /** Whether that piece goes into the same answer. */
    boolean takes(int piece) {
        return piece == last + 1 && count() < MOST_PIECES;
    }

    PieceRange upTo(int piece) {
        return new PieceRange(pieces, first, piece);
    }
}
