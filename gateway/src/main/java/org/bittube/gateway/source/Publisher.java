package org.bittube.gateway.source;

/** Somebody who brings a stream by himself: an encoder behind its connection. */
public interface Publisher {
    /**
     * He is to go: his publication is over already.
     *
     * @param reason for him, in an operator's words
     */
    void dismiss(String reason);

    /** His publication is {@linkplain Publication#isFull() full} no longer. */
    void onRoom();
}
