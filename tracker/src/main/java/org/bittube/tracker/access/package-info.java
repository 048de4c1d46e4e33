/** Who may watch a group and publish in it: its policy, the tokens that it asks for, and the decision. Pure; used by the gateway, too. */
@NullMarked
package org.bittube.tracker.access;

import org.jspecify.annotations.NullMarked;
