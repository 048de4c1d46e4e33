/** Who may watch a channel over HTTP. */
@NullMarked
package org.bittube.gateway.door;

import org.jspecify.annotations.NullMarked;
