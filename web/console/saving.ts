import { sum, type History } from './history.js';

/** What viewers gave each other, beside what the server sent. */
export interface Saving {
  readonly peersBytes: number;
  /** To everybody, viewers without peers included. */
  readonly serverBytes: number;
  /** From peers ÷ all; undefined while nobody received anything. */
  readonly share: number | undefined;
}

/** @param steps only of the last ones of the history */
export function savingOf(history: History, steps?: number): Saving {
  const peersBytes = sum(history, 'peersBytes', steps) ?? 0;
  const serverBytes = (sum(history, 'serverBytes', steps) ?? 0) + (sum(history, 'blockedBytes', steps) ?? 0);
  const all = peersBytes + serverBytes;
  return { peersBytes, serverBytes, share: all > 0 ? peersBytes / all : undefined };
}

/** What a gigabyte (10⁹ bytes) of the server's traffic costs the operator. */
export interface Price {
  readonly pricePerGigabyte: number;
  readonly currency: string;
}

export function costOf(bytes: number, { pricePerGigabyte }: Price): number {
  return (bytes / 1e9) * pricePerGigabyte;
}
