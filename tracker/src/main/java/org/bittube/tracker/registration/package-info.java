/** Gateways on other machines make their groups known here, for as long as they renew it. */
@NullMarked
package org.bittube.tracker.registration;

import org.jspecify.annotations.NullMarked;
