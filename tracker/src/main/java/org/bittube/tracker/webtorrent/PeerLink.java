package org.bittube.tracker.webtorrent;

/** The way to one client, as its session sees it. No method calls the session back before it returns. */
public interface PeerLink {
    /** Sends the first {@code length} bytes as one message, or drops it when the link has ended. Keeps nothing of the array. */
    void send(byte[] utf8, int length);

    /** What the client's public address is known by: equal for clients that are near each other. */
    String network();

    /** Whether so much waits to be read by the client that what others want to tell it must wait. */
    boolean congested();
}
