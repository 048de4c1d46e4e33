/** The native dialect of docs/protocol.md section 5 as values, and its JSON codec. Pure: no I/O, no clock. */
@NullMarked
package org.bittube.tracker.message;

import org.jspecify.annotations.NullMarked;
