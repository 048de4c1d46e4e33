import type { Packet } from '../../../web/peers/packet.js';
import { readPacket } from '../../../web/engine/read-packet.js';
import type { Environment } from '../../../web/transport/environment.js';
import { FeedSocket } from '../../../web/transport/feed-socket.js';
import type { FeedLink } from '../../../web/transport/links.js';

const ALL_SUBSTREAMS = [0, 1, 2, 3, 4, 5, 6, 7];
/** Arrivals that are remembered: two minutes of 30 packets a second. */
const REMEMBERED = 4_096;

/**
 * A feed of all substreams for the benchmark itself: tells when a packet left the gateway and where its head stands. It takes one of
 * the feed's copies, which the settings of the gateway allow for, and its bytes are not the viewers'.
 */
export class ReferenceFeed {
  bytes = 0;
  /** Timestamp at which the newest packet ends. */
  headMillis = 0;
  readonly #environment: Environment;
  readonly #arrivals = new Map<number, number>();
  readonly #link: FeedLink;
  #problem: string | undefined;

  /** Resolves through {@link ready}. */
  constructor(url: string, environment: Environment) {
    this.#environment = environment;
    this.#link = new FeedSocket((address) => new WebSocket(address), environment.timers, url, {
      onOpen: () => this.#link.subscribe(ALL_SUBSTREAMS, 2 ** 32 - 2, false),
      onEvent: (event) => {
        if (event.type !== 'subscribed') this.#problem = `the feed ${event.type} the benchmark: ${event.reason}`;
      },
      onPacket: (bytes) => this.#onPacket(bytes),
      onClose: (reason) => (this.#problem = `the benchmark's feed ended: ${reason}`),
    });
  }

  /** Why its times are not to be trusted; undefined while they are. */
  get problem(): string | undefined {
    return this.#problem;
  }

  /** How long ago this packet left the gateway; undefined when that is not known. */
  ageMillis(packet: Packet): number | undefined {
    const leftAt = this.#arrivals.get(packet.seq);
    return leftAt === undefined ? undefined : this.#environment.clock.nowMillis() - leftAt;
  }

  close(): void {
    this.#link.close();
  }

  #onPacket(bytes: Uint8Array): void {
    this.bytes += bytes.length;
    const packet = readPacket(bytes);
    if (packet === undefined) return;
    this.headMillis = Math.max(this.headMillis, packet.endTimestampMillis);
    this.#arrivals.set(packet.seq, this.#environment.clock.nowMillis());
    if (this.#arrivals.size > REMEMBERED) this.#arrivals.delete(packet.seq - REMEMBERED);
  }
}
