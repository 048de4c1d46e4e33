import { ArrivalHeap } from './arrival-heap.js';

/** Seconds of stream that a join brings: the last GOP, on average from the middle of one, and what starts meanwhile. */
export const JOIN_SECONDS = 2.2;
/** Half of an uplink may be used (swarm.md, capacity), of which this share is stream: the rest is framing. */
const USABLE_SHARE = 0.5 * 0.92;

/** Kbit/s of stream that viewers with this uplink can give at most. */
export function usableUploadKbps(uplinkKbps: number): number {
  return uplinkKbps * USABLE_SHARE;
}

export interface EgressSituation {
  /** The stream's rate r. */
  readonly bytesPerSecond: number;
  /** Viewers that can only be served by the gateway. */
  readonly blocked: number;
  readonly connectable: number;
  /** F: what the connectable can give, after {@link usableUploadKbps}. */
  readonly uploadBytesPerSecond: number;
  readonly joinsPerSecond: number;
}

/** Least bytes a second that the gateway must send: `r·blocked + max(r, r·N − F) + r·λ·B` (docs/swarm.md, limits). */
export function leastEgress(now: EgressSituation): number {
  const r = now.bytesPerSecond;
  const spread = now.connectable === 0 ? 0 : Math.max(r, r * now.connectable - now.uploadBytesPerSecond);
  return r * now.blocked + spread + r * now.joinsPerSecond * JOIN_SECONDS;
}

/** Largest share that peers can give the connectable: 1 − least ÷ what they watch; 0 where nobody is there to give. */
export function bestOffload(leastBytesPerSecond: number, bytesPerSecond: number, connectable: number): number {
  return connectable === 0 ? 0 : Math.max(0, 1 - leastBytesPerSecond / (bytesPerSecond * connectable));
}

export interface DiffusionLimit {
  readonly p50Millis: number;
  readonly p95Millis: number;
  readonly lastMillis: number;
}

/**
 * Least time in which one packet can reach everybody, if all uplinks are idle and used whole, everybody knows
 * everything, and each free uplink serves the strongest viewer that still lacks it (greedy snowball). The gateway
 * sends one copy. Undefined without viewers, or if the packet cannot reach all: with two viewers, the first without an uplink.
 */
export function leastDiffusion(
  uplinksKbps: readonly number[],
  packetBytes: number,
  delayMillis: number,
): DiffusionLimit | undefined {
  const waiting = [...uplinksKbps].sort((a, b) => b - a);
  const first = waiting[0];
  if (first === undefined || (first <= 0 && waiting.length > 1)) return undefined;
  const arrivals = [delayMillis];
  const senders = new ArrivalHeap();
  const begin = (kbps: number, heldAt: number) => {
    if (kbps <= 0) return;
    const sendMillis = (packetBytes * 8) / kbps;
    senders.push({ arrivesAt: heldAt + sendMillis + delayMillis, sendMillis });
  };
  begin(first, delayMillis);
  for (const kbps of waiting.slice(1)) {
    const next = senders.pop();
    if (next === undefined) return undefined;
    arrivals.push(next.arrivesAt);
    senders.push({ ...next, arrivesAt: next.arrivesAt + next.sendMillis });
    begin(kbps, next.arrivesAt);
  }
  const at = (share: number) => arrivals[Math.max(0, Math.ceil(share * arrivals.length) - 1)] ?? delayMillis;
  return { p50Millis: at(0.5), p95Millis: at(0.95), lastMillis: at(1) };
}
