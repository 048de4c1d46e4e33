/** WebSockets that carry text (RFC 6455): frames, limits, slow readers, closing. Knows none of the dialects that are spoken on them. */
@NullMarked
package org.bittube.tracker.websocket;

import org.jspecify.annotations.NullMarked;
