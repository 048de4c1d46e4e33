/** Makes this gateway's groups known to a tracker on another machine. */
@NullMarked
package org.bittube.gateway.registration;

import org.jspecify.annotations.NullMarked;
