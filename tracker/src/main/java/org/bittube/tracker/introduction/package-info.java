/** Who meets whom. Pure: chance is handed in. */
@NullMarked
package org.bittube.tracker.introduction;

import org.jspecify.annotations.NullMarked;
