const VALID_MILLIS = 24 * 60 * 60 * 1_000;
/** A clock that was set may put a note a little into the future. */
const FUTURE_MILLIS = 60_000;
const MAX_KBPS = 1_000_000;

/** What is used of localStorage. */
export type NoteStorage = Pick<Storage, 'getItem' | 'setItem'>;

/**
 * What this browser's uplink bore, kept for a day, by kind of connection. Storage may be forbidden, full, or hold anything;
 * then nothing is known.
 */
export class CapacityMemory {
  readonly #storage: () => NoteStorage;
  readonly #unixMillis: () => number;

  /** `storage` may throw, as reading `localStorage` does where it is forbidden. */
  constructor(storage: () => NoteStorage, unixMillis: () => number) {
    this.#storage = storage;
    this.#unixMillis = unixMillis;
  }

  /** kbit/s; undefined when nothing was noted for this kind of connection in the last day. */
  recall(connectionType: string | undefined): number | undefined {
    try {
      const note: unknown = JSON.parse(this.#storage().getItem(keyOf(connectionType)) ?? 'null');
      const { kbps, atUnixMillis } = (note ?? {}) as Readonly<Record<string, unknown>>;
      const ageMillis = this.#unixMillis() - (typeof atUnixMillis === 'number' ? atUnixMillis : NaN);
      const fresh = ageMillis >= -FUTURE_MILLIS && ageMillis < VALID_MILLIS;
      return fresh && typeof kbps === 'number' && kbps > 0 && kbps <= MAX_KBPS ? kbps : undefined;
    } catch {
      return undefined;
    }
  }

  remember(connectionType: string | undefined, kbps: number): void {
    try {
      this.#storage().setItem(keyOf(connectionType), JSON.stringify({ kbps, atUnixMillis: this.#unixMillis() }));
    } catch {
      // The next visit begins as a newcomer.
    }
  }
}

function keyOf(connectionType: string | undefined): string {
  return `bittube uplink ${connectionType !== undefined && /^[a-z]{1,16}$/.test(connectionType) ? connectionType : 'unknown'}`;
}
