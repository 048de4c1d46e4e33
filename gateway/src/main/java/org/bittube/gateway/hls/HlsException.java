package org.bittube.gateway.hls;

/** A playlist that cannot be used. The message is a clause for an operator that follows "The playlist", such as "is no M3U8". */
public final class HlsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public HlsException(String message) {
        super(message);
    }
}
