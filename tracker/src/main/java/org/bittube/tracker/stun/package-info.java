/** STUN Binding (RFC 8489) and behaviour discovery (RFC 5780) as bytes. Pure: no I/O, no clock. */
@NullMarked
package org.bittube.tracker.stun;

import org.jspecify.annotations.NullMarked;
