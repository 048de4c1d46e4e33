/** Encoders and players that come over RTMP: the ports, their connections, and what is said on them. */
package org.bittube.gateway.rtmp.server;
