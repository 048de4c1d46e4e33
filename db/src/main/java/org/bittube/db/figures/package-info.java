/** What was measured of channels, minute after minute. */
@NullMarked
package org.bittube.db.figures;

import org.jspecify.annotations.NullMarked;
