import { asObject, asText } from '../transport/json-fields.js';

/** Stream keys that the gateway told, this once: kept in the page's memory so that they can be copied until it is left. */
const keys = new Map<string, string>();

/** Keeps the key that an answer about a channel tells, where it tells one. */
export function noteKey(channel: string, answer: unknown): void {
  const key = asText(asObject(answer)?.['streamKey'], 128);
  if (key !== undefined) {
    keys.set(channel, key);
  }
}

export function keyOf(channel: string): string | undefined {
  return keys.get(channel);
}
