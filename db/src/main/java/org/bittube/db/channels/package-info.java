/** The channels an operator has made, with their key pairs. */
@NullMarked
package org.bittube.db.channels;

import org.jspecify.annotations.NullMarked;
