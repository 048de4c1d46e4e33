/** The objects of the library: what each is, who may see it, and its signed descriptor. */
@NullMarked
package org.bittube.db.objects;

import org.jspecify.annotations.NullMarked;
