/** The exchange with which an RTMP connection begins: the plain one and the one with digests. Pure. */
package org.bittube.gateway.rtmp.handshake;
