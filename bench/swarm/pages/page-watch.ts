import { BARCODE, decodeBarcode, millisSince } from './barcode.js';
import { PeerByteCount, type PeerBytes } from './peer-bytes.js';
import { StallWatch, type Stalls } from './stall-watch.js';

/** What one page measured. Times in ms. */
export interface PageFigures {
  /** Navigation to `playing`; undefined when it never played. */
  readonly startupMillis: number | undefined;
  /** Encoder to screen, every 250 ms since `playing`; empty where nothing is live. */
  readonly lagMillis: readonly number[];
  /** Looks at the picture at which no barcode could be read. */
  readonly unreadable: number;
  readonly stalls: Stalls;
  readonly peers: PeerBytes;
  /** How long each move in a film took, from the wish to a picture from there; null: none within ten seconds. */
  readonly moves: readonly (number | null)[];
  /** What the player tells of itself, where it does; for comparison only. */
  readonly own: unknown;
}

declare global {
  interface Window {
    swarmProbe?: { figures(): Promise<PageFigures> };
    /** Set by a page whose player has figures of its own. */
    ownFigures?: () => unknown;
    /** Kept by a script that moves about (films/film-probe.ts). */
    filmMoved?: readonly (number | null)[];
  }
}

const LOOK_EVERY_MILLIS = 50;
const READ_EVERY_MILLIS = 250;
/** Each block is brought down to this many pixels; the middle one is read, away from blurred edges. */
const SAMPLE_PIXELS = 3;

export function findVideo(): HTMLVideoElement | null {
  return (
    document.querySelector('video') ??
    document.querySelector('bittube-player')?.shadowRoot?.querySelector('video') ??
    null
  );
}

/** Reads the clock in the picture, 480 × 270 pixels. */
export function barcodeReader(): (video: HTMLVideoElement) => number | undefined {
  const width = BARCODE.columns * SAMPLE_PIXELS;
  const height = BARCODE.rows * SAMPLE_PIXELS;
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const context = canvas.getContext('2d', { willReadFrequently: true });
  const { columns, rows, blockPixels } = BARCODE;
  return (video) => {
    if (context === null) return undefined;
    context.drawImage(video, 0, 0, columns * blockPixels, rows * blockPixels, 0, 0, width, height);
    const { data } = context.getImageData(0, 0, width, height);
    const brightness = Array.from({ length: columns * rows }, (_, block) => {
      const x = (block % columns) * SAMPLE_PIXELS + 1;
      const y = Math.floor(block / columns) * SAMPLE_PIXELS + 1;
      return data[(y * width + x) * 4 + 1] ?? 0;
    });
    return decodeBarcode(brightness);
  };
}

/**
 * Watches from outside of the player, whichever it is.
 * @param lag read the clock in the picture, which then is the wall clock
 */
export function watchPage({ lag }: { readonly lag: boolean }): void {
  const peerBytes = new PeerByteCount();
  const stallWatch = new StallWatch();
  const lagMillis: number[] = [];
  let unreadable = 0;
  let startupMillis: number | undefined;
  let watched: HTMLVideoElement | undefined;
  peerBytes.watch();

  const watch = (video: HTMLVideoElement): void => {
    const read = barcodeReader();
    video.addEventListener('waiting', () => stallWatch.onWaiting(performance.now()));
    video.addEventListener('playing', () => {
      startupMillis ??= performance.now();
      stallWatch.onPlaying(performance.now());
    });
    if (!lag) return;
    setInterval(() => {
      if (!stallWatch.started) return;
      const clock = read(video);
      if (clock === undefined) unreadable++;
      else lagMillis.push(millisSince(clock, Date.now()));
    }, READ_EVERY_MILLIS);
  };
  // Looked for often until it is there: long before it can play.
  const search = setInterval(() => {
    const video = findVideo();
    if (video === null) return;
    clearInterval(search);
    watched = video;
    watch(video);
  }, 5);
  setInterval(() => {
    // At its end a film stands still, and nothing is wrong.
    if (watched !== undefined && !watched.ended) stallWatch.onLook(performance.now(), watched.currentTime);
  }, LOOK_EVERY_MILLIS);

  window.swarmProbe = {
    figures: async () => ({
      startupMillis,
      lagMillis,
      unreadable,
      stalls: stallWatch.stalls(performance.now()),
      peers: await peerBytes.count(),
      moves: window.filmMoved ?? [],
      own: window.ownFigures?.(),
    }),
  };
}
