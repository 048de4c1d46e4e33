package org.bittube.gateway.hls;

/** What stands behind the address of a stream. */
public sealed interface Playlist permits MasterPlaylist, MediaPlaylist {}
