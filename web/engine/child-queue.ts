import type { Neighbour } from '../peers/neighbour.js';
import type { Packet } from '../peers/packet.js';

/** How much may stand in the channel and wait before it. */
export interface QueueLimits {
  readonly channelBytes: number;
  readonly queueBytes: number;
  readonly queueMillis: number;
}

/**
 * What waits for one child. The channel holds little, so that a packet does not grow old in it where nobody can drop
 * it; what is over that waits here, and of that the oldest is dropped.
 */
export class ChildQueue {
  readonly #child: Neighbour;
  readonly #waiting: { readonly packet: Packet; readonly sinceMillis: number }[] = [];
  #bytes = 0;
  /** Packets that were dropped. */
  dropped = 0;
  /** Since when something has been waiting, without a moment in which all had left; undefined: nothing waits. */
  slowSinceMillis: number | undefined;

  constructor(child: Neighbour) {
    this.#child = child;
  }

  /** @returns bytes handed to the channel */
  push(packet: Packet, limits: QueueLimits, nowMillis: number): number {
    this.#waiting.push({ packet, sinceMillis: nowMillis });
    this.#bytes += packet.lengthBytes;
    return this.drain(limits, nowMillis);
  }

  /** @returns bytes handed to the channel */
  drain(limits: QueueLimits, nowMillis: number): number {
    let sent = 0;
    let next = this.#waiting[0];
    while (next !== undefined && this.#child.bufferedBytes() + next.packet.lengthBytes <= limits.channelBytes) {
      this.#shift();
      this.#child.sendPacket(next.packet);
      sent += next.packet.lengthBytes;
      next = this.#waiting[0];
    }
    while (next !== undefined && this.#isOver(next.sinceMillis, limits, nowMillis)) {
      this.#shift();
      this.dropped++;
      next = this.#waiting[0];
    }
    if (next === undefined) this.slowSinceMillis = undefined;
    else this.slowSinceMillis ??= nowMillis;
    return sent;
  }

  #isOver(sinceMillis: number, limits: QueueLimits, nowMillis: number): boolean {
    return this.#bytes > limits.queueBytes || nowMillis - sinceMillis > limits.queueMillis;
  }

  #shift(): void {
    const gone = this.#waiting.shift();
    if (gone !== undefined) this.#bytes -= gone.packet.lengthBytes;
  }
}
