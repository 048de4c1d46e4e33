/**
 * Playlists of HTTP Live Streaming (RFC 8216), which segment of them comes next, and its decryption.
 *
 * <p>Pure: no I/O, no clock, no logger.
 */
package org.bittube.gateway.hls;
