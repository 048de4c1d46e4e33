/** Lets one reader go on whenever there is room for more; who asks for it is let through at once when there is. */
export class Turnstile {
  readonly #hasRoom: () => boolean;
  #goOn: (() => void) | undefined;

  constructor(hasRoom: () => boolean) {
    this.#hasRoom = hasRoom;
  }

  /** Resolves when there is room, or when it is {@link open}. One at a time. */
  pass(): Promise<void> {
    return this.#hasRoom() ? Promise.resolve() : new Promise((resolve) => (this.#goOn = resolve));
  }

  /** Looks whether there is room by now. */
  look(): void {
    if (this.#goOn !== undefined && this.#hasRoom()) {
      this.open();
    }
  }

  /** Lets through who waits. */
  open(): void {
    const goOn = this.#goOn;
    this.#goOn = undefined;
    goOn?.();
  }
}
