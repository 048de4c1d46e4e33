/**
 * FLV, version 1, with the extensions of Enhanced RTMP v2: tags, a push reader, a writer, video and audio headers.
 *
 * <p>Pure: the same bytes give the same tags; no I/O, no clock, no logger.
 */
package org.bittube.gateway.flv;
