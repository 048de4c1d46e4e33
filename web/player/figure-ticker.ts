import type { PieceStrip } from './piece-strip.js';
import type { PlayerSession } from './player-session.js';
import type { PlayerStats } from './player-stats.js';
import { ShareMeter } from './share-meter.js';
import type { NeighbourStats } from '../engine/neighbour-stats.js';

/** What is shown of a session at one moment. */
export interface Figures {
  readonly stats: PlayerStats;
  /** From peers ÷ all over the last 30 s, 0 … 1. */
  readonly share: number | undefined;
  readonly neighbours: readonly NeighbourStats[];
  /** See {@link PlayerSession.pieces}. */
  pieces(columns: number): PieceStrip | undefined;
}

const PERIOD_MILLIS = 250;
/** Figures change less often than the time. */
const TICKS_BETWEEN_FIGURES = 2;

/** Takes the figures of a session twice a second, and says four times a second that time goes by. */
export class FigureTicker {
  readonly #onTick: () => void;
  readonly #onFigures: (figures: Figures) => void;
  readonly #share = new ShareMeter();
  #session: PlayerSession | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;
  #ticks = 0;

  constructor(onTick: () => void, onFigures: (figures: Figures) => void) {
    this.#onTick = onTick;
    this.#onFigures = onFigures;
  }

  start(session: PlayerSession): void {
    this.stop();
    this.#share.reset();
    this.#session = session;
    this.#timer = setInterval(() => this.#tick(), PERIOD_MILLIS);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#session = undefined;
  }

  /** Takes them now, where there are any. */
  take(): void {
    const session = this.#session;
    if (session === undefined) {
      return;
    }
    const stats = session.stats();
    this.#share.add(stats, performance.now());
    this.#onFigures({
      stats,
      share: this.#share.share(),
      neighbours: session.neighbours(),
      pieces: (columns) => session.pieces(columns),
    });
  }

  #tick(): void {
    this.#onTick();
    if (++this.#ticks % TICKS_BETWEEN_FIGURES === 0) {
      this.take();
    }
  }
}
