/** Stream keys that the gateway told, this once: kept in the page's memory so that they can be copied until it is left. */
const keys = new Map<string, string>();

export function keepKey(channel: string, key: string): void {
  keys.set(channel, key);
}

export function keyOf(channel: string): string | undefined {
  return keys.get(channel);
}
