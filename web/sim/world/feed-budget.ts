import { SUBSTREAMS } from '../../peers/messages.js';

/** This part of the limit is for those who hand on what they get. */
const KEPT_PART = 5;
const ONE_LOST_MILLIS = 3_000;

/**
 * Who may have which substreams from the gateway: the rules of org.bittube.gateway.swarm.FeedBudget, for one group.
 * What is held is not taken away for the sake of a newcomer.
 */
export class FeedBudget<Socket> {
  readonly #lostAtMillis = new Array<number>(SUBSTREAMS).fill(-Infinity);
  readonly #copies: () => number;
  readonly #substreamBits: number;
  readonly #limitBits: number;
  readonly #holders = Array.from({ length: SUBSTREAMS }, () => new Set<Socket>());
  /** Of the holders, those past the number of copies. */
  readonly #spare = Array.from({ length: SUBSTREAMS }, () => new Set<Socket>());
  /** Who was the last to get each substream because its parent was gone (FeedHeirs). */
  readonly #heirs = new Array<Socket | undefined>(SUBSTREAMS);

  constructor(copies: () => number, bitsPerSecond: number, limitBitsPerSecond: number) {
    this.#copies = copies;
    this.#substreamBits = bitsPerSecond / SUBSTREAMS;
    this.#limitBits = limitBitsPerSecond;
  }

  /** Copies of all substreams that are given now. */
  get given(): number {
    let given = 0;
    for (const holders of this.#holders) given += holders.size;
    return given;
  }

  holders(substream: number): ReadonlySet<Socket> {
    return this.#holders[substream] ?? new Set();
  }

  holds(socket: Socket, substream: number): boolean {
    return this.holders(substream).has(socket);
  }

  /** Takes as many of the wanted substreams as there are copies and bits left for; what is held already is among them. */
  grant(socket: Socket, wanted: readonly number[]): number[] {
    return this.#grant(socket, wanted, this.#copies(), 0);
  }

  /** What the swarm does not give this viewer: past the copies, as long as four fifths of the bits last. */
  grantSpare(socket: Socket, hungry: readonly number[]): number[] {
    const held = hungry.filter((s) => this.holds(socket, s));
    const granted = this.#grant(socket, hungry, Infinity, this.#limitBits / KEPT_PART);
    for (const s of granted) if (!held.includes(s)) this.#spare[s]?.add(socket);
    return granted;
  }

  #grant(socket: Socket, wanted: readonly number[], allowed: number, keptBits: number): number[] {
    let free = this.#limitBits - keptBits - this.given * this.#substreamBits;
    const granted: number[] = [];
    for (let s = 0; s < SUBSTREAMS; s++) {
      const holders = this.#holders[s];
      if (holders === undefined || !wanted.includes(s)) continue;
      if (holders.has(socket)) {
        granted.push(s);
      } else if (free > 0 && free >= this.#substreamBits && holders.size < allowed) {
        holders.add(socket);
        granted.push(s);
        free -= this.#substreamBits;
      }
    }
    return granted;
  }

  /** Whether the one that says it has lost this substream is to be the new top: one in a while (FeedRefusals). */
  replaces(substream: number, nowMillis: number): boolean {
    if (nowMillis - (this.#lostAtMillis[substream] ?? -Infinity) < ONE_LOST_MILLIS) return false;
    this.#lostAtMillis[substream] = nowMillis;
    return true;
  }

  /** The socket got these since it has lost its parents. */
  noteHeir(socket: Socket, substreams: readonly number[]): void {
    for (const s of substreams) this.#heirs[s] = socket;
  }

  /** A dead holder has left these: which heir keeps which of them, where the number of copies allows it. */
  keep(left: readonly number[]): [Socket, number[]][] {
    const kept = new Map<Socket, number[]>();
    for (const s of left) {
      const heir = this.#heirs[s];
      this.#heirs[s] = undefined;
      const spare = this.#spare[s];
      if (heir === undefined || spare?.has(heir) !== true) continue;
      if (this.holders(s).size - spare.size >= this.#copies()) continue;
      spare.delete(heir);
      kept.set(heir, [...(kept.get(heir) ?? []), s]);
    }
    return [...kept];
  }

  /** Gives substreams back; answers those that the socket held. */
  release(socket: Socket, substreams: readonly number[]): number[] {
    for (const s of substreams) this.#spare[s]?.delete(socket);
    return substreams.filter((s) => this.#holders[s]?.delete(socket) === true);
  }

  /** The socket is gone; answers what it held. */
  leave(socket: Socket): number[] {
    return this.release(socket, [...this.#holders.keys()]);
  }
}

/** The copies that a swarm of that many viewers needs: docs/protocol.md section 4. */
export function copiesFor(viewers: number): number {
  if (viewers < 150) return 1;
  if (viewers < 1_500) return 2;
  return viewers < 6_000 ? 3 : 4;
}
