import { SimEvent } from './sim-event.js';

/** Who gets what is delivered. */
export interface Receiver {
  receive(bytes: Uint8Array, data: boolean): void;
}

/** A message on its way. Values are used again: there are tens of millions of messages. */
export class Delivery extends SimEvent {
  readonly #spare: Delivery[];
  #to: Receiver | undefined;
  #bytes: Uint8Array | undefined;
  #data = false;

  /** `spare` gets this back when it has arrived. */
  constructor(spare: Delivery[]) {
    super();
    this.#spare = spare;
  }

  load(to: Receiver, bytes: Uint8Array, data: boolean): void {
    this.#to = to;
    this.#bytes = bytes;
    this.#data = data;
  }

  fire(): void {
    const to = this.#to;
    const bytes = this.#bytes;
    const data = this.#data;
    this.#to = undefined;
    this.#bytes = undefined;
    this.#spare.push(this);
    if (to !== undefined && bytes !== undefined) to.receive(bytes, data);
  }
}
