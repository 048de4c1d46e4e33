import type { OriginBytes } from './counting-proxy.js';

/** Names of what is measured, as the command line has them. */
export const SYSTEM_NAMES = ['bittube', 'rival', 'rival-tuned'] as const;
export type SystemName = (typeof SYSTEM_NAMES)[number];

/** A system under test, ready for viewers. */
export interface RunningSystem {
  /** The page that a viewer opens. */
  readonly pageUrl: string;
  readonly originBytes: OriginBytes;
  /** Processes whose CPU time is the origin's; the benchmark's own process is not among them. */
  readonly processIds: readonly number[];
  close(): Promise<void>;
}
