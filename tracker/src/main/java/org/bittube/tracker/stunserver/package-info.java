/** The STUN server: what of RFC 8489 and RFC 5780 needs sockets. */
@NullMarked
package org.bittube.tracker.stunserver;

import org.jspecify.annotations.NullMarked;
