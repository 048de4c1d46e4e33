import { Circle, type CircleParameters } from '../engine/circle.js';
import type { TrackerSession } from '../engine/tracker-session.js';
import { toPieceRanges } from '../peers/piece-map.js';
import { PieceNeighbour, type PieceNeighbourListener } from '../peers/piece-neighbour.js';
import type { Environment } from '../transport/environment.js';
import type { OpenPeer } from '../transport/links.js';
import type { Introduction } from '../transport/tracker-messages.js';

/** The other holders of the object that this viewer is connected to, and what it tells all of them. */
export class ObjectCircle extends Circle<PieceNeighbour> {
  readonly #environment: Environment;
  readonly #pieces: number;
  readonly #haveIntervalMillis: number;
  readonly #news = new Set<number>();
  #toldAtMillis = -Infinity;

  /** @param pieces how many the object has */
  constructor(
    id: string,
    pieces: number,
    openPeer: OpenPeer | undefined,
    environment: Environment,
    parameters: CircleParameters & { readonly haveIntervalMillis: number },
  ) {
    super(id, openPeer, environment, parameters);
    this.#environment = environment;
    this.#pieces = pieces;
    this.#haveIntervalMillis = parameters.haveIntervalMillis;
  }

  protected override get epoch(): number {
    return 0;
  }

  connect(peers: readonly Introduction[], listener: PieceNeighbourListener, capacityKbps: () => number): void {
    this.takeUp(
      peers,
      (openPeer, options) => new PieceNeighbour(openPeer, options, this.#environment, this.#pieces, listener),
      capacityKbps,
    );
  }

  /** Whether a connection younger than `millis` is being opened: it may bring what is missing. */
  isHopeful(millis: number, nowMillis: number): boolean {
    return this.table.all.some(({ isReady, openedAtMillis }) => !isReady && nowMillis - openedAtMillis < millis);
  }

  /** A piece that the neighbours do not know of yet. */
  onHeld(piece: number): void {
    this.#news.add(piece);
  }

  /** Pieces that are held no longer: told at once, for somebody may be about to ask. */
  onDropped(pieces: readonly number[]): void {
    const told = pieces.filter((piece) => !this.#news.delete(piece));
    const ranges = toPieceRanges(told.sort((a, b) => a - b));
    for (const neighbour of this.table.ready) neighbour.tellDropped(ranges);
  }

  /** `starved`: what is needed soon no neighbour holds. */
  tick(tracker: TrackerSession, starved: boolean, nowMillis: number): void {
    this.keepUp(tracker, starved, nowMillis);
    if (this.#news.size === 0 || nowMillis - this.#toldAtMillis < this.#haveIntervalMillis) return;
    this.#toldAtMillis = nowMillis;
    const ranges = toPieceRanges([...this.#news].sort((a, b) => a - b));
    this.#news.clear();
    for (const neighbour of this.table.ready) neighbour.tellHeld(ranges);
  }
}
