import type { OpenTabChannel, TabChannel } from './tab-channel.js';
import { readTabCall } from './tab-messages.js';
import { TabFollower } from './tab-follower.js';
import type { SharedStream } from './shared-stream.js';

/** More tabs than this fetch for themselves. */
const MAX_FOLLOWERS = 16;

export interface TabHostOptions {
  readonly openChannel: OpenTabChannel;
  /** What tabs that may share have in common: the gateway and the group. */
  readonly name: string;
  readonly stream: SharedStream;
  /** So many tabs play from this one now. */
  readonly onFollowers: (count: number) => void;
}

/** The leader's side: serves the other tabs from what this one holds. Confined to its page. */
export class TabHost {
  readonly #options: TabHostOptions;
  readonly #followers = new Map<string, TabFollower>();
  readonly #calls: TabChannel;

  constructor(options: TabHostOptions) {
    this.#options = options;
    this.#calls = options.openChannel(options.name, (message) => {
      const call = readTabCall(message);
      if (call?.type === 'hello') {
        this.#welcome(call.id);
      }
    });
    this.#calls.post({ type: 'leader' });
  }

  /** Hands a new packet, as encoded, to those who subscribed to its substream. */
  onPacket(substream: number, bytes: Uint8Array): void {
    for (const follower of this.#followers.values()) {
      follower.push(substream, bytes);
    }
  }

  /** Lets go of all followers; one of them will lead. May be called twice. */
  close(): void {
    this.#calls.close();
    for (const follower of [...this.#followers.values()]) {
      follower.close();
    }
  }

  #welcome(id: string): void {
    const { openChannel, name, stream, onFollowers } = this.#options;
    this.#followers.get(id)?.close();
    if (this.#followers.size >= MAX_FOLLOWERS) {
      return;
    }
    const follower: TabFollower = new TabFollower(
      (onMessage) => openChannel(channelOf(name, id), onMessage),
      stream,
      () => {
        if (this.#followers.get(id) === follower) {
          this.#followers.delete(id);
          onFollowers(this.#followers.size);
        }
      },
    );
    this.#followers.set(id, follower);
    onFollowers(this.#followers.size);
  }
}

/** The name of a follower's own channel. */
export function channelOf(name: string, id: string): string {
  return `${name} ${id}`;
}
