import type { PacketOrigin, PacketStrip } from '../player/packet-strip.js';

/** What one square shows. `awaited`: not here, and its turn has not come. */
export type Square = PacketOrigin | 'late' | 'awaited';

/** Squares column by column, `rows` to a column, one row a substream: seq mod rows. */
export interface PacketGrid {
  readonly rows: number;
  readonly columns: readonly (readonly (Square | undefined)[])[];
  /** Column of the packet on the screen, with its fraction; undefined when it is not on the map. */
  readonly playColumn: number | undefined;
}

export const SUBSTREAMS = 8;
/** A gap that the stream is two rounds past counts as late (docs/protocol.md section 1: 8 substreams a round). */
const LATE_PACKETS = 2 * SUBSTREAMS;

/**
 * Turns snapshots of the newest packets into squares. It remembers which packets were overdue when it looked, so that
 * one that came after all is shown as late; it remembers only what is still on the map.
 */
export class PacketMapModel {
  #epoch: number | undefined;
  #overdue = new Set<number>();

  /** The newest whole and started columns, at most `columnCount`. */
  grid(strip: PacketStrip, columnCount: number): PacketGrid {
    if (strip.epoch !== this.#epoch) {
      this.#epoch = strip.epoch;
      this.#overdue.clear();
    }
    const end = strip.firstSeq + strip.origins.length;
    this.#remember(strip, end);
    const lastColumn = Math.floor((end - 1) / SUBSTREAMS);
    const firstColumn = Math.max(Math.floor(strip.firstSeq / SUBSTREAMS), lastColumn - columnCount + 1);
    const columns: (Square | undefined)[][] = [];
    for (let column = firstColumn; column <= lastColumn; column++) {
      columns.push(
        Array.from({ length: SUBSTREAMS }, (_, row) => this.#square(strip, column * SUBSTREAMS + row, strip.playSeq)),
      );
    }
    const play = strip.playSeq === undefined ? undefined : strip.playSeq / SUBSTREAMS - firstColumn;
    return { rows: SUBSTREAMS, columns, playColumn: play !== undefined && play >= 0 ? play : undefined };
  }

  #remember(strip: PacketStrip, end: number): void {
    for (const seq of this.#overdue) {
      if (seq < strip.firstSeq) {
        this.#overdue.delete(seq);
      }
    }
    strip.origins.forEach((origin, index) => {
      const seq = strip.firstSeq + index;
      if (origin === 'missing' && seq < end - LATE_PACKETS) {
        this.#overdue.add(seq);
      }
    });
  }

  #square(strip: PacketStrip, seq: number, playSeq: number | undefined): Square | undefined {
    const origin = strip.origins[seq - strip.firstSeq];
    if (origin === undefined) {
      return undefined;
    }
    if (origin === 'missing') {
      return playSeq === undefined || seq >= playSeq ? 'awaited' : 'missing';
    }
    return this.#overdue.has(seq) ? 'late' : origin;
  }
}

/** How many squares of each kind a grid shows. */
export function countSquares(grid: PacketGrid): Readonly<Record<Square, number>> {
  const counts: Record<Square, number> = { peer: 0, server: 0, late: 0, missing: 0, awaited: 0 };
  for (const column of grid.columns) {
    for (const square of column) {
      if (square !== undefined) {
        counts[square]++;
      }
    }
  }
  return counts;
}
