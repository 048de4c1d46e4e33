/** Encoders that come over RTMP: the port, their connections, and what is said on them. */
package org.bittube.gateway.rtmp.server;
