/**
 * Gives a channel's packets to viewers: on request (docs/protocol.md section 3) and as a feed (section 4). Everything of one
 * channel is confined to one event loop, the one on which the HTTP server runs that mounts these handlers.
 */
package org.bittube.gateway.swarm;
