/** The state of a group: who is in it, who met whom, what they report. Pure: no network, no clock, no chance. */
@NullMarked
package org.bittube.tracker.group;

import org.jspecify.annotations.NullMarked;
