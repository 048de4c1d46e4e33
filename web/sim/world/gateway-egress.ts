import { delayMillis, type Place } from './distances.js';
import { Line } from './line.js';
import type { Station } from './station.js';

/** The gateway stands in one region, near nobody. */
const GATEWAY: Place = { region: 0, address: -1 };
/** Payload of one TCP segment, and what TLS, TCP and IP put around it. */
const SEGMENT_BYTES = 1_400;
const OVERHEAD_BYTES = 60;

export type EgressCause = 'feed' | 'join' | 'rescue';

/** What leaves the gateway: one queue for all, counted by cause. Bytes are those of bodies and messages. */
export class GatewayEgress {
  feedBytes = 0;
  joinBytes = 0;
  /** Packet pulls, relay and preludes. */
  rescueBytes = 0;
  /** All that went to viewers without UDP. */
  blockedBytes = 0;
  readonly #line: Line;

  constructor(kbps: number) {
    this.#line = new Line(kbps);
  }

  get bytes(): number {
    return this.feedBytes + this.joinBytes + this.rescueBytes + this.blockedBytes;
  }

  /** How long something sent now waits. */
  waitMillis(nowMillis: number): number {
    return this.#line.waitMillis(nowMillis);
  }

  /** @returns when the last byte has arrived */
  send(to: Station, bytes: number, cause: EgressCause, nowMillis: number): number {
    this.#count(to, bytes, cause);
    const wire = bytes + Math.ceil(bytes / SEGMENT_BYTES) * OVERHEAD_BYTES;
    const left = this.#line.send(wire, nowMillis);
    return to.access.down.send(wire, left + toGatewayMillis(to));
  }

  #count(to: Station, bytes: number, cause: EgressCause): void {
    if (to.isBlocked) this.blockedBytes += bytes;
    else if (cause === 'feed') this.feedBytes += bytes;
    else if (cause === 'join') this.joinBytes += bytes;
    else this.rescueBytes += bytes;
  }
}

/** One way between a viewer and the gateway. */
export function toGatewayMillis(station: Station): number {
  return delayMillis(station.profile, GATEWAY);
}
