import MSEController from 'mpegts.js/src/core/mse-controller.js';
import FLVDemuxer from 'mpegts.js/src/demux/flv-demuxer.js';
import MP4Remuxer from 'mpegts.js/src/remux/mp4-remuxer.js';
import Log from 'mpegts.js/src/utils/logger.js';
import { FLV_HEADER_BYTES, flvHeader } from './flv-tag.js';
import { joined } from './joined.js';
import type { Tracks } from './opening-buffer.js';
import type { OpenTagPlayer, PlayerFailure, TagPlayer, TagPlayerListener } from './tag-player.js';

/** Samples are played as they come, silence put where sound is missing. */
const REMUXING = { isLive: true, fixAudioTimestampGap: true };
/** What stays in the buffer behind the picture, in seconds: cut back to the smaller when it exceeds the larger. */
const BUFFERING = {
  isLive: true,
  autoCleanupSourceBuffer: true,
  autoCleanupMaxBackwardDuration: 30,
  autoCleanupMinBackwardDuration: 15,
};
/** `code` of the NotSupportedError with which addSourceBuffer refuses a codec. */
const NOT_SUPPORTED = 9;

Log.ENABLE_INFO = Log.ENABLE_WARN = Log.ENABLE_DEBUG = Log.ENABLE_VERBOSE = false;

/** One run of a decoder: FLV is taken apart, becomes fragments of MP4, and those go to a MediaSource. */
class MpegtsPlayer implements TagPlayer {
  readonly #video: HTMLVideoElement;
  readonly #listener: TagPlayerListener;
  readonly #demuxer: FLVDemuxer;
  readonly #remuxer = new MP4Remuxer(REMUXING);
  readonly #source = new MSEController(BUFFERING);
  #opened = false;
  #ended = false;
  #waiting: Uint8Array[];
  #waitingBytes = FLV_HEADER_BYTES;
  #parsedBytes = 0;
  #failed = false;
  #closed = false;

  constructor(video: HTMLVideoElement, tracks: Tracks, listener: TagPlayerListener) {
    this.#video = video;
    this.#listener = listener;
    this.#waiting = [flvHeader(tracks)];
    this.#demuxer = this.#readFlv(tracks);
    this.#attach();
  }

  #readFlv(tracks: Tracks): FLVDemuxer {
    const { audio, video } = tracks;
    const demuxer = new FLVDemuxer({ dataOffset: 9, hasAudioTrack: audio, hasVideoTrack: video }, {});
    demuxer.overridedHasAudio = audio;
    demuxer.overridedHasVideo = video;
    demuxer.onError = (type, info) => this.#fail(isUnsupported(type) ? 'unsupported' : 'broken', `${type} ${info}`);
    demuxer.onMediaInfo = () => undefined;
    this.#remuxer.bindDataSource(demuxer);
    this.#remuxer.onInitSegment = (_type, segment) => this.#source.appendInitSegment(segment);
    this.#remuxer.onMediaSegment = (_type, segment) => this.#source.appendMediaSegment(segment);
    return demuxer;
  }

  #attach(): void {
    const source = this.#source;
    const video = this.#video;
    source.on('source_open', () => {
      this.#opened = true;
      this.#flush();
    });
    source.on('start_streaming', () => this.#goOn());
    source.on('update_end', () => this.#goToBeginning());
    source.on('buffer_full', () => this.#fail('broken', 'buffer full'));
    source.on('error', ({ code, msg }) => this.#fail(code === NOT_SUPPORTED ? 'unsupported' : 'broken', msg));
    source.initialize({ getCurrentTime: () => video.currentTime, getReadyState: () => video.readyState });
    if (source.isManagedMediaSource()) {
      video.disableRemotePlayback = true; // without that a managed source does not open
      video.srcObject = source.getObject();
    } else {
      video.src = source.getObjectURL();
    }
  }

  /**
   * A managed source wants more again. While it does not, nothing is handed to it: browsers let go of what comes then, and
   * its controller would forget how the tracks begin.
   */
  #goOn(): void {
    if (!this.#closed && !this.#failed) {
      this.#source._doAppendSegments(); // first, for behind what follows may be the end
      this.#flush();
    }
  }

  /** One track may begin later than time 0, and a browser would wait there for ever. */
  #goToBeginning(): void {
    const { readyState, HAVE_CURRENT_DATA, buffered, currentTime } = this.#video;
    if (readyState < HAVE_CURRENT_DATA && buffered.length > 0 && currentTime < buffered.start(0)) {
      this.#video.currentTime = buffered.start(0);
    }
  }

  feed(tags: Uint8Array): void {
    if (this.#closed || this.#failed) {
      return;
    }
    this.#waiting.push(tags);
    this.#waitingBytes += tags.length;
    this.#flush();
  }

  end(): void {
    if (this.#closed || this.#failed || this.#ended) {
      return;
    }
    this.#ended = true;
    this.#flush();
  }

  /** The first bytes have to be more than the FLV header alone. */
  #flush(): void {
    if (!this.#opened || this.#failed || this.#closed || this.#source.getObject().streaming === false) {
      return;
    }
    try {
      if (this.#waitingBytes > 0 && this.#parsedBytes + this.#waitingBytes > FLV_HEADER_BYTES) {
        this.#parse(joined(this.#waiting).buffer);
      }
      if (this.#ended) {
        this.#remuxer.flushStashedSamples();
        this.#source.endOfStream();
      }
    } catch {
      this.#fail('broken', 'the stream could not be read'); // the demuxer throws at headers that it cannot parse
    }
  }

  #parse(bytes: ArrayBuffer): void {
    const start = this.#parsedBytes;
    this.#parsedBytes += bytes.byteLength;
    this.#waiting = [];
    this.#waitingBytes = 0;
    this.#demuxer.parseChunks(bytes, start);
  }

  waitingBytes(): number {
    return this.#waitingBytes;
  }

  #fail(failure: PlayerFailure, message: string): void {
    if (this.#closed || this.#failed) {
      return;
    }
    this.#failed = true;
    this.#waiting = [];
    this.#waitingBytes = 0;
    this.#listener.onFailure(failure, message);
  }

  close(): void {
    if (this.#closed) {
      return;
    }
    this.#closed = true;
    this.#waiting = [];
    this.#waitingBytes = 0;
    this.#source.shutdown();
    this.#video.removeAttribute('src');
    this.#video.srcObject = null;
    this.#video.load();
    this.#source.revokeObjectURL();
    this.#source.destroy();
    this.#demuxer.destroy();
    this.#remuxer.destroy();
  }
}

function isUnsupported(demuxError: string): boolean {
  return demuxError === 'CodecUnsupported' || demuxError === 'FormatUnsupported';
}

/** Opens a player on the parts of mpegts.js (Apache-2.0) that play FLV. */
export const openMpegtsPlayer: OpenTagPlayer = (video, tracks, listener) => new MpegtsPlayer(video, tracks, listener);
