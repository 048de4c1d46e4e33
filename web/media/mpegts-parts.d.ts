/**
 * The parts of mpegts.js that play tags: it is taken from its sources, of which the package tells no types, for all that it has
 * besides (transport streams, ways to load, workers) is three fifths of it.
 */

declare module 'mpegts.js/src/demux/flv-demuxer.js' {
  /** Takes FLV apart. */
  class FLVDemuxer {
    constructor(header: { dataOffset: number; hasAudioTrack: boolean; hasVideoTrack: boolean }, config: object);
    /** Tags of a track that is said not to be there are left out. */
    overridedHasAudio: boolean;
    overridedHasVideo: boolean;
    /** The four have to be set before the first bytes. */
    onError: (type: string, info: string) => void;
    onMediaInfo: (info: object) => void;
    onTrackMetadata: (type: string, metadata: object) => void;
    onDataAvailable: (audio: object, video: object) => void;
    /** @returns how many bytes were whole tags */
    parseChunks(bytes: ArrayBuffer, byteStart: number): number;
    destroy(): void;
  }
  export { FLVDemuxer as default };
}

declare module 'mpegts.js/src/remux/mp4-remuxer.js' {
  import type FLVDemuxer from 'mpegts.js/src/demux/flv-demuxer.js';
  import type { Segment } from 'mpegts.js/src/core/mse-controller.js';

  /** Puts samples into fragments of MP4. */
  class MP4Remuxer {
    constructor(config: { isLive: boolean; fixAudioTimestampGap: boolean });
    onInitSegment: (type: string, segment: Segment) => void;
    onMediaSegment: (type: string, segment: Segment) => void;
    /** Sets the demuxer's `onTrackMetadata` and `onDataAvailable`. */
    bindDataSource(demuxer: FLVDemuxer): this;
    /** The last sample of each track is kept back, for the next one tells how long it is. */
    flushStashedSamples(): void;
    destroy(): void;
  }
  export { MP4Remuxer as default };
}

declare module 'mpegts.js/src/core/mse-controller.js' {
  /** Made by the remuxer for the controller. */
  export type Segment = object;

  /** A MediaSource, its buffers, and what waits for them. */
  class MSEController {
    constructor(config: {
      isLive: boolean;
      autoCleanupSourceBuffer: boolean;
      autoCleanupMaxBackwardDuration: number;
      autoCleanupMinBackwardDuration: number;
    });
    on(
      event: 'source_open' | 'update_end' | 'buffer_full' | 'start_streaming' | 'end_streaming',
      listener: () => void,
    ): void;
    on(event: 'error', listener: (info: { code: number; msg: string }) => void): void;
    initialize(element: { getCurrentTime(): number; getReadyState(): number }): void;
    isManagedMediaSource(): boolean;
    /** `streaming` of a managed one: whether the browser wants more. */
    getObject(): MediaSource & { readonly streaming?: boolean };
    getObjectURL(): string;
    revokeObjectURL(): void;
    appendInitSegment(segment: Segment): void;
    appendMediaSegment(segment: Segment): void;
    endOfStream(): void;
    /** Hands what waits to buffers that are not busy. It does so by itself, but not when a managed source wants more again. */
    _doAppendSegments(): void;
    /** Lets go of the MediaSource; `destroy` of the rest, listeners too. */
    shutdown(): void;
    destroy(): void;
  }
  export { MSEController as default };
}

declare module 'mpegts.js/src/utils/logger.js' {
  /** What the parts write to the console. */
  const Log: { ENABLE_INFO: boolean; ENABLE_WARN: boolean; ENABLE_DEBUG: boolean; ENABLE_VERBOSE: boolean };
  export { Log as default };
}
