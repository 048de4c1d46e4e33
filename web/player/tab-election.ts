/** `leader`: fetches for all tabs · `follower`: plays from the leader · `alone`: nobody can tell, so it fetches for itself. */
export type TabPart = 'leader' | 'follower' | 'alone';

/** What is used of `navigator.locks`. */
export type TabLocks = Pick<LockManager, 'request'>;

/**
 * Which of the tabs of one browser profile that play the same channel fetches it: the one that holds a Web Lock. The browser
 * frees the lock of a tab that ends, however it ends, and gives it to the next one.
 */
export class TabElection {
  readonly #name: string;
  readonly #onPart: (part: TabPart) => void;
  readonly #withdrawal = new AbortController();
  #letGo: () => void = () => undefined;

  /** `onPart` is called once the part is known, and again when this tab becomes the leader. Never from in here. */
  constructor(locks: TabLocks | undefined, name: string, onPart: (part: TabPart) => void) {
    this.#name = name;
    this.#onPart = onPart;
    void this.#stand(locks);
  }

  /** Withdraws; another tab may lead. May be called twice. */
  close(): void {
    this.#withdrawal.abort();
    this.#letGo();
  }

  async #stand(locks: TabLocks | undefined): Promise<void> {
    try {
      if (locks === undefined) {
        throw new Error('no Web Locks');
      }
      const { signal } = this.#withdrawal;
      const led = await locks.request(this.#name, { ifAvailable: true }, (lock) => lock !== null && this.#lead());
      if (led || signal.aborted) {
        return;
      }
      this.#onPart('follower');
      await locks.request(this.#name, { signal }, () => this.#lead());
    } catch {
      await Promise.resolve(); // not from inside the constructor
      if (!this.#withdrawal.signal.aborted) {
        this.#onPart('alone');
      }
    }
  }

  /** Holds the lock until close(). */
  #lead(): Promise<true> {
    if (this.#withdrawal.signal.aborted) {
      return Promise.resolve(true);
    }
    const held = new Promise<true>((resolve) => (this.#letGo = () => resolve(true)));
    this.#onPart('leader');
    return held;
  }
}
