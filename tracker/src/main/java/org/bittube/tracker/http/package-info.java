/** What the tracker's answers over HTTP share. */
@NullMarked
package org.bittube.tracker.http;

import org.jspecify.annotations.NullMarked;
