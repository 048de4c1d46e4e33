/** What happened, for the operator to read. */
@NullMarked
package org.bittube.db.log;

import org.jspecify.annotations.NullMarked;
