/**
 * Signed slices of a stream that viewers hand to each other: docs/protocol.md section 2. Pure: no clock, no network, no
 * logger.
 */
package org.bittube.gateway.packet;
