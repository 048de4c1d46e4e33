import { SUBSTREAMS } from '../../peers/messages.js';

/**
 * Who may have which substreams from the gateway: the rules of org.bittube.gateway.swarm.FeedBudget, for one group.
 * What is held is not taken away for the sake of a newcomer.
 */
export class FeedBudget<Socket> {
  readonly #copies: () => number;
  readonly #substreamBits: number;
  readonly #limitBits: number;
  readonly #holders = Array.from({ length: SUBSTREAMS }, () => new Set<Socket>());

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
    const allowed = this.#copies();
    let free = this.#limitBits - this.given * this.#substreamBits;
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

  /** Gives substreams back; answers those that the socket held. */
  release(socket: Socket, substreams: readonly number[]): number[] {
    return substreams.filter((s) => this.#holders[s]?.delete(socket) === true);
  }

  /** The socket is gone; answers what it held. */
  leave(socket: Socket): number[] {
    return this.release(socket, [...this.#holders.keys()]);
  }
}

/** The copies that a swarm of that many viewers needs: docs/protocol.md section 4. */
export function copiesFor(viewers: number): number {
  if (viewers < 20) return 1;
  if (viewers < 300) return 2;
  return viewers < 3_000 ? 3 : 4;
}
