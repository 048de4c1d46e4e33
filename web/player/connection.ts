interface NetworkInformation extends Partial<EventTarget> {
  readonly saveData?: boolean;
  readonly type?: string;
}

/** What the browser tells of how it is connected. */
export class Connection {
  readonly #information = (navigator as { readonly connection?: NetworkInformation }).connection;
  readonly #reducedData = matchMedia('(prefers-reduced-data: reduce)');
  readonly #tearDown = new AbortController();

  /** `onChange`: something of it is another now. */
  constructor(onChange: () => void) {
    const { signal } = this.#tearDown;
    this.#information?.addEventListener?.('change', onChange, { signal });
    this.#reducedData.addEventListener('change', onChange, { signal });
  }

  /** The viewer pays by the byte, or says that data are to be saved. */
  get metered(): boolean {
    return this.#information?.type === 'cellular' || this.#information?.saveData === true || this.#reducedData.matches;
  }

  /** The kind of connection as the browser names it; undefined where it does not. */
  get type(): string | undefined {
    return this.#information?.type;
  }

  close(): void {
    this.#tearDown.abort();
  }
}
