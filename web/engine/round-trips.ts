/** Whoever can say how long a round trip to the other side takes now. */
export interface RoundTripTeller {
  roundTripMillis(): number | undefined;
}

interface Known {
  /** Least of the present span and of the one before it. */
  leastMillis: number;
  formerLeastMillis: number;
  spanSinceMillis: number;
  lastMillis: number;
}

/** The idle round trip is the least of this time to twice this time: the way to a neighbour may change for good. */
const SPAN_MILLIS = 60_000;

/** By how much round trips are over their idle value: what waits in the uplink's queue, or in a router's. */
export class RoundTrips {
  readonly #known = new WeakMap<RoundTripTeller, Known>();

  /**
   * The median rise among those who can tell, ms; undefined: none can. A rise counts when it is seen twice in a row, for a
   * busy processor delays one answer, a full queue all of them. Called once a step.
   */
  riseMillis(tellers: Iterable<RoundTripTeller>, nowMillis: number): number | undefined {
    const rises: number[] = [];
    for (const teller of tellers) {
      const millis = teller.roundTripMillis();
      if (millis !== undefined) rises.push(this.#rise(teller, millis, nowMillis));
    }
    rises.sort((a, b) => a - b);
    return rises[(rises.length - 1) >> 1];
  }

  #rise(teller: RoundTripTeller, millis: number, nowMillis: number): number {
    const known = this.#known.get(teller);
    if (known === undefined) {
      this.#known.set(teller, {
        leastMillis: millis,
        formerLeastMillis: millis,
        spanSinceMillis: nowMillis,
        lastMillis: millis,
      });
      return 0;
    }
    if (nowMillis - known.spanSinceMillis > SPAN_MILLIS) {
      known.formerLeastMillis = known.leastMillis;
      known.leastMillis = millis;
      known.spanSinceMillis = nowMillis;
    }
    known.leastMillis = Math.min(known.leastMillis, millis);
    const rise = Math.min(millis, known.lastMillis) - Math.min(known.leastMillis, known.formerLeastMillis);
    known.lastMillis = millis;
    return Math.max(0, rise);
  }
}
