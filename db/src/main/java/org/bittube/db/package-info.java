/** What must survive a restart. Every call blocks: callers on an event loop move it to a worker thread. */
@NullMarked
package org.bittube.db;

import org.jspecify.annotations.NullMarked;
