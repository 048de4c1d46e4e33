/** Single values under a name, such as the hash of the admin token. */
@NullMarked
package org.bittube.db.settings;

import org.jspecify.annotations.NullMarked;
