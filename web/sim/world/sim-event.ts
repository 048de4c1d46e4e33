/** Something that will happen. An event stands in a queue at most once at a time; the queue uses `next` and `tick`. */
export abstract class SimEvent {
  next: SimEvent | undefined;
  tick = 0;
  cancelled = false;
  /** It resolves promises: what awaits them runs before the next event. */
  readonly settles: boolean;

  constructor(settles = false) {
    this.settles = settles;
  }

  abstract fire(): void;
}
