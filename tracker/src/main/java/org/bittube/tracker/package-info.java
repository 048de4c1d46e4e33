/** Introduces viewers of the same group to each other, and carries what they need to connect. */
@NullMarked
package org.bittube.tracker;

import org.jspecify.annotations.NullMarked;
