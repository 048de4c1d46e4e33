package org.bittube.gateway.source;

/** Somebody who brings a stream by himself: an encoder behind its connection. */
@FunctionalInterface
public interface Publisher {
    /**
     * He is to go: his publication is over already.
     *
     * @param reason for him, in an operator's words
     */
    void dismiss(String reason);
}
