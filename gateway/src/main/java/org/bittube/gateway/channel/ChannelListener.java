package org.bittube.gateway.channel;

/** Is told what becomes of channels, on their event loop. */
public interface ChannelListener {
    /** There is a new one. */
    void created(Channel channel);

    /** It connects to its source, or waits for whoever publishes. */
    void started(Channel channel);

    void stopped(Channel channel);

    /** It is no more. */
    void removed(String name);
}
