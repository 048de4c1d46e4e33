import type { Tracks } from '../../media/opening-buffer.js';
import type { TagPlayer, TagPlayerListener } from '../../media/tag-player.js';

/** Records what a player is given. */
export class RecordingPlayer implements TagPlayer {
  readonly fed: Uint8Array[] = [];
  waiting = 0;
  closes = 0;
  ends = 0;

  constructor(
    readonly tracks: Tracks,
    readonly listener: TagPlayerListener,
  ) {}

  feed(tags: Uint8Array): void {
    this.fed.push(tags);
  }

  end(): void {
    this.ends++;
  }

  waitingBytes(): number {
    return this.waiting;
  }

  close(): void {
    this.closes++;
  }
}
