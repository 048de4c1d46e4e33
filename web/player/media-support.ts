interface MediaSources {
  readonly MediaSource?: typeof MediaSource;
  readonly ManagedMediaSource?: typeof MediaSource;
}

/** Whether this browser has Media Source Extensions (managed ones on iPhones) for what nearly every stream is made of. */
export function canPlayStreams(): boolean {
  const { MediaSource, ManagedMediaSource } = globalThis as MediaSources;
  const source = MediaSource ?? ManagedMediaSource;
  return source?.isTypeSupported('video/mp4; codecs="avc1.42E01E,mp4a.40.2"') === true;
}
