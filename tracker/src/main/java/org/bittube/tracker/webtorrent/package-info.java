/** The WebTorrent dialect: its messages as bytes, swarms, who is offered what. Pure: no I/O, no clock, no chance of its own. */
@NullMarked
package org.bittube.tracker.webtorrent;

import org.jspecify.annotations.NullMarked;
