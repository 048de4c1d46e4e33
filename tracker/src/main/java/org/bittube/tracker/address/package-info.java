/** Where clients come from: what tells networks apart, and how much one of them may do. */
@NullMarked
package org.bittube.tracker.address;

import org.jspecify.annotations.NullMarked;
