import type { PieceMap } from '../peers/piece-map.js';
import { offsetOf, pieceAt, type Timeline } from './timeline.js';

/** A piece that is missing, and in how many milliseconds play-out comes to it. */
export interface Need {
  readonly piece: number;
  readonly inMillis: number;
}

/** More is not looked at in one turn: at 100 Mbit/s it is 10 s. */
const MOST_NEEDS = 2_048;

/** What is missing from the byte at `position` on, ascending, as far as `aheadMillis` of play-out. */
export function needsFrom(position: number, timeline: Timeline, held: PieceMap, aheadMillis: number): Need[] {
  const needs: Need[] = [];
  const from = timeline.timeMillis(position);
  for (let piece = pieceAt(position); piece <= held.pieces && needs.length < MOST_NEEDS; piece++) {
    const inMillis = Math.max(0, timeline.timeMillis(offsetOf(piece)) - from);
    if (inMillis > aheadMillis) break;
    if (!held.has(piece)) needs.push({ piece, inMillis });
  }
  return needs;
}
