/** Channels: one source, its stream and its packets under one name; made, started, stopped, kept. */
package org.bittube.gateway.channel;
