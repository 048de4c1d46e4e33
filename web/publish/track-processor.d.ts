/** W3C *MediaStreamTrack Insertable Media Processing using Streams*, section 3: Chromium has it in pages, too. */
declare class MediaStreamTrackProcessor<T extends VideoFrame | AudioData> {
  constructor(init: { readonly track: MediaStreamTrack; readonly maxBufferSize?: number });
  readonly readable: ReadableStream<T>;
}
