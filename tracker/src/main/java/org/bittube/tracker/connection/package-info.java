/** The tracker's edge: WebSocket clients, STUN over UDP, and the hub that they talk to. */
@NullMarked
package org.bittube.tracker.connection;

import org.jspecify.annotations.NullMarked;
