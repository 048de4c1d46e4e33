import type { PacketStrip } from '../player/packet-strip.js';
import { countSquares, PacketMapModel, SUBSTREAMS, type PacketGrid, type Square } from './packet-map-model.js';

const CELL = 12;
const SIDE = 9;

/** Draws the packet map on a canvas as wide as its place: one small square a packet, the newest at the right. */
export class PacketMap {
  readonly #canvas: HTMLCanvasElement;
  readonly #model = new PacketMapModel();

  constructor(canvas: HTMLCanvasElement) {
    this.#canvas = canvas;
    canvas.style.height = `${SUBSTREAMS * CELL}px`;
  }

  /** Packets that fit on the map. */
  get capacity(): number {
    return this.#columnCount() * SUBSTREAMS;
  }

  draw(strip: PacketStrip | undefined): void {
    const width = this.#canvas.clientWidth;
    const scale = window.devicePixelRatio;
    const pixels = { width: Math.round(width * scale), height: Math.round(SUBSTREAMS * CELL * scale) };
    if (this.#canvas.width !== pixels.width || this.#canvas.height !== pixels.height) {
      Object.assign(this.#canvas, pixels);
    }
    const context = this.#canvas.getContext('2d');
    if (context === null) {
      return;
    }
    context.setTransform(scale, 0, 0, scale, 0, 0);
    context.clearRect(0, 0, width, SUBSTREAMS * CELL);
    if (strip === undefined) {
      this.#canvas.setAttribute('aria-label', 'No packets yet');
      return;
    }
    const grid = this.#model.grid(strip, this.#columnCount());
    const left = width - grid.columns.length * CELL;
    this.#drawSquares(context, grid, left);
    this.#drawPlayHead(context, grid, left);
    const counts = countSquares(grid);
    this.#canvas.setAttribute(
      'aria-label',
      `Of the newest packets ${counts.peer} came from viewers, ${counts.server} from the server, ` +
        `${counts.late} late, ${counts.missing} are missing`,
    );
  }

  #columnCount(): number {
    return Math.max(1, Math.floor(this.#canvas.clientWidth / CELL));
  }

  #drawSquares(context: CanvasRenderingContext2D, grid: PacketGrid, left: number): void {
    const style = getComputedStyle(this.#canvas);
    const colours: Record<Square, string> = {
      peer: style.getPropertyValue('--bt-peers'),
      server: style.getPropertyValue('--bt-server'),
      late: style.getPropertyValue('--bt-warning'),
      missing: style.getPropertyValue('--bt-fault'),
      awaited: style.getPropertyValue('--bt-line'),
    };
    grid.columns.forEach((column, x) => {
      column.forEach((square, y) => {
        if (square !== undefined) {
          context.fillStyle = context.strokeStyle = colours[square];
          drawSquare(context, square, left + x * CELL, y * CELL);
        }
      });
    });
  }

  #drawPlayHead(context: CanvasRenderingContext2D, grid: PacketGrid, left: number): void {
    if (grid.playColumn === undefined) {
      return;
    }
    const x = left + Math.floor(grid.playColumn) * CELL - 2;
    context.fillStyle = getComputedStyle(this.#canvas).getPropertyValue('--bt-text');
    context.fillRect(x, 0, 2, SUBSTREAMS * CELL);
  }
}

/** Each kind has its own shape, so that nobody needs the colour: full, ring, half, cross, frame. */
function drawSquare(context: CanvasRenderingContext2D, square: Square, x: number, y: number): void {
  context.lineWidth = 2;
  switch (square) {
    case 'peer':
      context.fillRect(x, y, SIDE, SIDE);
      break;
    case 'server':
      context.strokeRect(x + 1, y + 1, SIDE - 2, SIDE - 2);
      context.fillRect(x + 3.5, y + 3.5, 2, 2);
      break;
    case 'late':
      context.fillRect(x, y + SIDE / 2, SIDE, SIDE / 2);
      break;
    case 'missing':
      context.beginPath();
      context.moveTo(x + 1, y + 1);
      context.lineTo(x + SIDE - 1, y + SIDE - 1);
      context.moveTo(x + SIDE - 1, y + 1);
      context.lineTo(x + 1, y + SIDE - 1);
      context.stroke();
      break;
    case 'awaited':
      context.lineWidth = 1;
      context.strokeRect(x + 0.5, y + 0.5, SIDE - 1, SIDE - 1);
      break;
  }
}
