/** What whoever runs the tracker, or a gateway with one inside, sees of it: metrics, health, log lines; and how it comes to an end. */
@NullMarked
package org.bittube.tracker.operation;

import org.jspecify.annotations.NullMarked;
