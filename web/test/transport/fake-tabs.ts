import type { OpenTabChannel } from '../../transport/tab-channel.js';
import type { VirtualTime } from '../../sim/world/virtual-time.js';

const DELAY_MILLIS = 2;

interface Ear {
  readonly tab: FakeTab;
  readonly name: string;
  readonly onMessage: (message: unknown) => void;
}

/** BroadcastChannel between tabs, in virtual time. */
export class FakeTabs {
  readonly #time: VirtualTime;
  readonly #ears = new Set<Ear>();

  constructor(time: VirtualTime) {
    this.#time = time;
  }

  open(): FakeTab {
    const tab: FakeTab = new FakeTab((name, onMessage) => {
      const ear: Ear = { tab, name, onMessage };
      this.#ears.add(ear);
      return {
        post: (message) => {
          if (this.#ears.has(ear)) this.#post(ear, structuredClone(message));
        },
        close: () => void this.#ears.delete(ear),
      };
    }, this.#ears);
    return tab;
  }

  #post(from: Ear, message: unknown): void {
    for (const ear of [...this.#ears]) {
      if (ear === from || ear.name !== from.name) continue;
      // A message may settle a promise.
      void this.#time.resolveAfter(DELAY_MILLIS, () => {
        if (!this.#ears.has(ear)) return;
        ear.tab.hear(message);
        ear.onMessage(message);
      });
    }
  }
}

/** One page. */
export class FakeTab {
  readonly openChannel: OpenTabChannel;
  readonly #ears: Set<Ear>;

  constructor(openChannel: OpenTabChannel, ears: Set<Ear>) {
    this.openChannel = openChannel;
    this.#ears = ears;
  }

  /** Bytes of media that came to this page. */
  heardBytes = 0;

  hear(message: unknown): void {
    const { bytes } = (message ?? {}) as { readonly bytes?: unknown };
    if (bytes instanceof Uint8Array) this.heardBytes += bytes.length;
  }

  /** The page is gone without a word. */
  crash(): void {
    for (const ear of [...this.#ears]) if (ear.tab === this) this.#ears.delete(ear);
  }
}
