/** The files that channels were recorded to. */
@NullMarked
package org.bittube.db.recordings;

import org.jspecify.annotations.NullMarked;
