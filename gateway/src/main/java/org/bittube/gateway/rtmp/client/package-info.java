/** Plays a stream of another RTMP server: what is said on the connection. Knows neither sockets nor time. */
package org.bittube.gateway.rtmp.client;
