import { arrange } from './arrange.js';

/** A list of a page whose entries stay for as long as what they show is there, wherever it moves to. */
export class KeyedList<T, E extends { readonly element: HTMLElement }> {
  readonly #list: HTMLElement;
  readonly #keyOf: (item: T) => string;
  readonly #make: (item: T) => E;
  #entries = new Map<string, E>();

  /** @param keyOf no two items of one time have the same */
  constructor(list: HTMLElement, keyOf: (item: T) => string, make: (item: T) => E) {
    this.#list = list;
    this.#keyOf = keyOf;
    this.#make = make;
  }

  /** @param fill writes into an entry what may have changed */
  show(items: readonly T[], fill: (entry: E, item: T) => void = () => undefined): void {
    const before = this.#entries;
    this.#entries = new Map();
    for (const item of items) {
      const key = this.#keyOf(item);
      const entry = before.get(key) ?? this.#make(item);
      fill(entry, item);
      this.#entries.set(key, entry);
    }
    arrange(
      this.#list,
      [...this.#entries.values()].map(({ element }) => element),
    );
  }
}
