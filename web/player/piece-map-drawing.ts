import type { PieceStrip } from './piece-strip.js';
import type { DetailWords } from './words/dictionary.js';

const COLUMN_PIXELS = 3;

/** Each way has its own place in a column, so that nobody needs the colour: viewers all of it, the server below, from before above. */
const PARTS = [
  { origin: 'kept', colour: '--bt-text-2', from: 0, to: 0.4 },
  { origin: 'gateway', colour: '--bt-server', from: 0.6, to: 1 },
  { origin: 'peers', colour: '--bt-peers', from: 0, to: 1 },
] as const;

/** Draws which pieces of an object are held, and where they came from; hides the canvas where there is nothing to draw. */
export function drawPieces(
  canvas: HTMLCanvasElement,
  pieces: (columns: number) => PieceStrip | undefined,
  words: DetailWords['pieces'],
): void {
  canvas.hidden = false; // it has no width while it is hidden
  const strip = pieces(Math.max(1, Math.floor(canvas.clientWidth / COLUMN_PIXELS)));
  canvas.hidden = strip === undefined;
  const context = canvas.getContext('2d');
  if (strip === undefined || context === null) {
    return;
  }
  const scale = devicePixelRatio;
  canvas.width = Math.round(canvas.clientWidth * scale);
  canvas.height = Math.round(canvas.clientHeight * scale);
  const width = canvas.width / strip.columns.length;
  const style = getComputedStyle(canvas);
  strip.columns.forEach((column, index) => {
    for (const { origin, colour, from, to } of PARTS) {
      context.globalAlpha = column[origin];
      context.fillStyle = style.getPropertyValue(colour);
      context.fillRect(index * width, from * canvas.height, Math.ceil(width), (to - from) * canvas.height);
    }
  });
  const { peers, gateway, kept } = strip.counts;
  canvas.setAttribute('aria-label', words.told(strip.pieces, peers, gateway, kept));
}
