/** What the gateway says to somebody who publishes (docs/protocol.md section 10). */
export type PublishEvent =
  | { readonly type: 'publishing' }
  | {
      readonly type: 'refused';
      readonly reason: 'wrong-key' | 'taken' | 'too-often';
      readonly message: string;
      readonly retryAfterMillis: number;
    }
  | { readonly type: 'ended'; readonly message: string };

const REASONS = ['wrong-key', 'taken', 'too-often'] as const;
const MOST_WAIT_MILLIS = 600_000;

/** The first message of a publication. */
export function encodePublish(key: string): string {
  return JSON.stringify({ type: 'publish', key });
}

/** Undefined for what is none: it is left out. */
export function decodePublishEvent(text: string): PublishEvent | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof json !== 'object' || json === null) {
    return undefined;
  }
  const { type, reason, message, retryAfterMillis } = json as Record<string, unknown>;
  const words = typeof message === 'string' ? message : '';
  if (type === 'publishing') {
    return { type };
  }
  if (type === 'ended') {
    return { type, message: words };
  }
  const known = REASONS.find((one) => one === reason);
  if (type !== 'refused' || known === undefined) {
    return undefined;
  }
  const wait = typeof retryAfterMillis === 'number' ? retryAfterMillis : 0;
  return { type, reason: known, message: words, retryAfterMillis: Math.max(0, Math.min(MOST_WAIT_MILLIS, wait)) };
}
