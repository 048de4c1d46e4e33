/** FLV over HTTP, for players that do not take part in the swarm: docs/protocol.md section 3. */
package org.bittube.gateway.relay;
