/** Puts the tracker together, and runs it alone. */
@NullMarked
package org.bittube.tracker.app;

import org.jspecify.annotations.NullMarked;
