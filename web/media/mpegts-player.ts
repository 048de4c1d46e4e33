import mpegts from 'mpegts.js';
import { FLV_HEADER_BYTES, flvHeader } from './flv-tag.js';
import { joined } from './joined.js';
import type { Tracks } from './opening-buffer.js';
import type { OpenTagPlayer, TagPlayer, TagPlayerListener } from './tag-player.js';

/** What stays in the buffer behind the picture, in seconds: cut back to the smaller when it exceeds the larger. */
const MAX_BACKWARD_SECONDS = 30;
const MIN_BACKWARD_SECONDS = 15;

type Player = ReturnType<typeof mpegts.createPlayer>;

interface Delivery {
  /** Takes bytes that stand one behind the other from its first one on. */
  bytes(bytes: ArrayBuffer): void;
  end(): void;
}

/** How the library asks for the bytes of the stream: its way to load, without a network behind it. */
// eslint-disable-next-line @typescript-eslint/no-deprecated -- marked so for its use as a type only
class FeedLoader extends mpegts.BaseLoader {
  readonly #onOpen: (delivery: Delivery) => void;
  readonly #onAbort: () => void;

  constructor(onOpen: (delivery: Delivery) => void, onAbort: () => void) {
    super('bittube-feed');
    this._needStash = false;
    this.#onOpen = onOpen;
    this.#onAbort = onAbort;
  }

  override open(): void {
    let received = 0;
    this._status = 2; // LoaderStatus.kBuffering
    this.#onOpen({
      bytes: (bytes) => {
        const start = received;
        received += bytes.byteLength;
        this.onDataArrival(bytes, start, received);
      },
      end: () => {
        this._status = 4; // LoaderStatus.kComplete
        this.onComplete(0, received - 1);
      },
    });
  }

  override abort(): void {
    this._status = 4; // LoaderStatus.kComplete
    this.#onAbort();
  }
}

/** One run of mpegts.js on the main thread, fed with tags. */
class MpegtsPlayer implements TagPlayer {
  readonly #listener: TagPlayerListener;
  readonly #player: Player;
  #delivery: Delivery | undefined;
  #ended = false;
  #waiting: Uint8Array[];
  #waitingBytes = FLV_HEADER_BYTES;
  #failed = false;
  #closed = false;

  constructor(video: HTMLVideoElement, tracks: Tracks, listener: TagPlayerListener) {
    this.#listener = listener;
    this.#waiting = [flvHeader(tracks)];
    const onOpen = (delivery: Delivery): void => {
      this.#delivery = delivery;
      this.#flush();
    };
    // The library gives up loading when the browser's buffer is full, and does not come back to it in a live stream.
    const onAbort = (): void => this.#fail('broken', 'buffer full');
    this.#player = mpegts.createPlayer(
      { type: 'flv', isLive: true, hasAudio: tracks.audio, hasVideo: tracks.video, url: 'bittube:feed' },
      {
        enableWorker: false,
        enableStashBuffer: false,
        lazyLoad: false,
        liveBufferLatencyChasing: false,
        liveSync: false,
        fixAudioTimestampGap: true,
        autoCleanupSourceBuffer: true,
        autoCleanupMaxBackwardDuration: MAX_BACKWARD_SECONDS,
        autoCleanupMinBackwardDuration: MIN_BACKWARD_SECONDS,
        customLoader: class extends FeedLoader {
          constructor() {
            super(onOpen, onAbort);
          }
        },
      },
    );
    this.#player.on(mpegts.Events.ERROR, (type: string, detail: string, info: unknown) => {
      this.#fail(isUnsupported(detail, info) ? 'unsupported' : 'broken', `${type} ${detail}`);
    });
    this.#player.attachMediaElement(video);
    this.#player.load();
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
    if (this.#delivery !== undefined && this.#waitingBytes === 0) {
      this.#endDelivery(this.#delivery);
    }
  }

  #endDelivery(delivery: Delivery): void {
    if (this.#ended) {
      delivery.end();
    }
  }

  /** The first bytes have to be more than the FLV header alone. */
  #flush(): void {
    const delivery = this.#delivery;
    if (delivery === undefined || this.#waitingBytes <= FLV_HEADER_BYTES) {
      return;
    }
    const bytes = joined(this.#waiting);
    this.#waiting = [];
    this.#waitingBytes = 0;
    try {
      delivery.bytes(bytes.buffer);
      this.#endDelivery(delivery);
    } catch {
      this.#fail('broken', 'the stream could not be read'); // the library throws at headers that it cannot parse
    }
  }

  waitingBytes(): number {
    return this.#waitingBytes;
  }

  #fail(failure: 'unsupported' | 'broken', message: string): void {
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
    this.#delivery = undefined;
    this.#waiting = [];
    this.#waitingBytes = 0;
    // In this order, for otherwise the library pauses the element, and that would look like the viewer's wish.
    this.#player.detachMediaElement();
    this.#player.destroy();
  }
}

/** NotSupportedError of addSourceBuffer comes as an MSE error with its old code. */
function isUnsupported(detail: string, info: unknown): boolean {
  const { MEDIA_CODEC_UNSUPPORTED, MEDIA_FORMAT_UNSUPPORTED } = mpegts.ErrorDetails;
  const code = typeof info === 'object' && info !== null && 'code' in info ? info.code : undefined;
  return detail === MEDIA_CODEC_UNSUPPORTED || detail === MEDIA_FORMAT_UNSUPPORTED || code === 9;
}

/** Opens a player on mpegts.js (Apache-2.0). */
export const openMpegtsPlayer: OpenTagPlayer = (video, tracks, listener) => {
  mpegts.LoggingControl.applyConfig({ enableVerbose: false, enableDebug: false, enableInfo: false, enableWarn: false });
  return new MpegtsPlayer(video, tracks, listener);
};

/** Whether this browser can play at all what mpegts.js makes: Media Source Extensions with H.264. */
export function playoutSupported(): boolean {
  return mpegts.isSupported();
}
