/** Fields of a JSON object from the network, each checked for its type and range; anything else is undefined. */

export type JsonObject = Readonly<Record<string, unknown>>;

/** The object that `text` holds, or undefined when it is no JSON or not an object. */
export function parseObject(text: string): JsonObject | undefined {
  try {
    return asObject(JSON.parse(text));
  } catch {
    return undefined;
  }
}

export function asObject(value: unknown): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
}

/** In these dialects a field that is null is as good as absent. */
export function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** A string of 1 to `maxLength` characters. */
export function asText(value: unknown, maxLength: number): string | undefined {
  return typeof value === 'string' && value.length > 0 && value.length <= maxLength ? value : undefined;
}

/** An integer from 0 to `max`. */
export function asCount(value: unknown, max: number): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && value <= max ? value : undefined;
}

/** At most `maxLength` elements, each of which `element` takes; one bad element refuses the list. */
export function asList<T>(
  value: unknown,
  maxLength: number,
  element: (item: unknown) => T | undefined,
): readonly T[] | undefined {
  if (!Array.isArray(value) || value.length > maxLength) {
    return undefined;
  }
  const list: T[] = [];
  for (const item of value as unknown[]) {
    const taken = element(item);
    if (taken === undefined) {
      return undefined;
    }
    list.push(taken);
  }
  return list;
}

/** A name of a group (docs/protocol.md section 1). */
export function asGroup(value: unknown): string | undefined {
  return typeof value === 'string' && /^[A-Za-z0-9._~-]{1,128}$/.test(value) ? value : undefined;
}

/** 16 bytes in base64url. */
export function asPeerId(value: unknown): string | undefined {
  return typeof value === 'string' && /^[A-Za-z0-9_-]{21}[AQgw]$/.test(value) ? value : undefined;
}

/** 32 bytes in base64url: a public key, a SHA-256 value. */
export function asKey(value: unknown): string | undefined {
  return typeof value === 'string' && /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/.test(value) ? value : undefined;
}
