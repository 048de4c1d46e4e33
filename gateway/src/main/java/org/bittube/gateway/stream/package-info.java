/**
 * The meeting place of sources and viewers: a {@link org.bittube.gateway.stream.LiveStream} takes the tags of one
 * source and fans them out. Everything here is confined to the event loop of its channel.
 */
package org.bittube.gateway.stream;
