/** Totals of one connection at one moment. */
export interface Totals {
  readonly id: string;
  readonly fromBytes: number;
  readonly toBytes: number;
}

/** What goes over one connection, bit/s. */
export interface Rates {
  readonly fromBits: number;
  readonly toBits: number;
}

interface Sample extends Totals {
  readonly atMillis: number;
}

/** Long enough for what comes in bursts, short enough to see who stops. */
const WINDOW_MILLIS = 5_000;
/** Samples kept of each connection; more than two a second come only of who asks more often. */
const MOST_SAMPLES = 20;

/** What goes over each connection now, from the totals of some moments. Keeps those that were told last, and no others. */
export class NeighbourRates {
  #samples = new Map<string, readonly Sample[]>();

  /** Takes the totals of this moment. */
  add(totals: readonly Totals[], nowMillis: number): void {
    this.#samples = new Map(
      totals.map((now) => {
        const before = (this.#samples.get(now.id) ?? []).filter(
          ({ atMillis, fromBytes }) => atMillis > nowMillis - WINDOW_MILLIS && fromBytes <= now.fromBytes,
        );
        return [now.id, [...before, { ...now, atMillis: nowMillis }].slice(-MOST_SAMPLES)];
      }),
    );
  }

  of(id: string): Rates {
    const samples = this.#samples.get(id) ?? [];
    const first = samples[0];
    const last = samples.at(-1);
    if (first === undefined || last === undefined || last.atMillis <= first.atMillis) {
      return { fromBits: 0, toBits: 0 };
    }
    const perSecond = 8_000 / (last.atMillis - first.atMillis);
    return {
      fromBits: Math.max(0, last.fromBytes - first.fromBytes) * perSecond,
      toBits: Math.max(0, last.toBytes - first.toBytes) * perSecond,
    };
  }
}
