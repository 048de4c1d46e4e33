package org.bittube.gateway.object;

/**
 * How a file is cut: pieces numbered from 1, hash groups numbered from 0.
 *
 * @param sizeBytes 1 … {@link #MOST_BYTES}
 */
public record PieceLayout(long sizeBytes) {
    /** Bytes of every piece but the last, which may be shorter. */
    public static final int PIECE_BYTES = 65_536;

    /** Pieces of every hash group but the last, which may have fewer. */
    public static final int GROUP_PIECES = 64;

    public static final int MOST_PIECES = 1 << 24;

    /** 1 TiB. */
    public static final long MOST_BYTES = (long) MOST_PIECES * PIECE_BYTES;

    public PieceLayout {
        if (sizeBytes < 1 || sizeBytes > MOST_BYTES) {
            throw new IllegalArgumentException("no object has " + sizeBytes + " bytes");
        }
    }

    public int pieces() {
        return (int) ((sizeBytes + PIECE_BYTES - 1) / PIECE_BYTES);
    }

    public int groups() {
        return (pieces() + GROUP_PIECES - 1) / GROUP_PIECES;
    }

    /** Offset of a piece's first byte in the file. */
    public long offsetOf(int piece) {
        return (long) (checked(piece) - 1) * PIECE_BYTES;
    }

    /** Bytes of a piece, 1 … {@link #PIECE_BYTES}. */
    public int lengthOf(int piece) {
        return (int) Math.min(PIECE_BYTES, sizeBytes - offsetOf(piece));
    }

    /** The piece that the byte at this offset of the file is in. */
    public int pieceAt(long offset) {
        if (offset < 0 || offset >= sizeBytes) {
            throw new IndexOutOfBoundsException("no byte " + offset + " in " + sizeBytes);
        }
        return (int) (offset / PIECE_BYTES) + 1;
    }

    /** Pieces of a group, 1 … {@link #GROUP_PIECES}. */
    public int piecesIn(int group) {
        if (group < 0 || group >= groups()) {
            throw new IndexOutOfBoundsException("no group " + group + " of " + groups());
        }
        return Math.min(GROUP_PIECES, pieces() - group * GROUP_PIECES);
    }

    private int checked(int piece) {
        if (piece < 1 || piece > pieces()) {
            throw new IndexOutOfBoundsException("no piece " + piece + " of " + pieces());
        }
        return piece;
    }
}
