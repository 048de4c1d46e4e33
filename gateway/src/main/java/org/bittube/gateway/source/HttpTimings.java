package org.bittube.gateway.source;

/**
 * How patient a source is that fetches its stream from a server.
 *
 * @param connectMillis for the TCP and TLS handshakes with one address
 * @param responseMillis for the response's header after the request (RTMP: for the first tag)
 * @param idleMillis without a byte of the body (RTMP: without a tag); encoders send something every few hundred milliseconds
 * @param wellMillis how long a connection must have delivered tags for the back-off to start anew
 */
record HttpTimings(long connectMillis, long responseMillis, long idleMillis, long wellMillis) {
    static final HttpTimings DEFAULT = new HttpTimings(5_000, 10_000, 10_000, 10_000);
}
