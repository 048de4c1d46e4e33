import { sum, type History } from './history.js';
import type { Sample } from './sample.js';

/** What viewers gave each other, beside what the server sent. */
export interface Saving {
  readonly peersBytes: number;
  /** To everybody, viewers without peers included. */
  readonly serverBytes: number;
  /** From peers ÷ all; undefined while nobody received anything. */
  readonly share: number | undefined;
}

export function savingOf(history: History): Saving {
  return saving((column) => sum(history, column));
}

/** The same of some samples. */
export function savingOfSamples(samples: readonly Sample[]): Saving {
  return saving((column) => samples.reduce((total, sample) => total + (sample[column] ?? 0), 0));
}

function saving(total: (column: 'peersBytes' | 'serverBytes' | 'blockedBytes') => number | null): Saving {
  const peersBytes = total('peersBytes') ?? 0;
  const serverBytes = (total('serverBytes') ?? 0) + (total('blockedBytes') ?? 0);
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
