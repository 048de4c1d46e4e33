package org.bittube.gateway.source;

/** What an operator asks for: where a channel's stream comes from. */
public sealed interface SourceSpec permits HttpFlvSpec, HlsSpec, FileSpec, FilesSpec, PublishSpec, RtmpSpec {}
