import { asCount, asText, parseObject } from '../transport/json-fields.js';

/** What becomes of a publication. */
export type PublishEvent =
  | { readonly type: 'publishing' }
  | {
      readonly type: 'refused';
      readonly reason: 'wrong-key' | 'taken' | 'too-often';
      readonly message: string;
      readonly retryAfterMillis: number;
    }
  | { readonly type: 'ended'; readonly message: string };

/** What the gateway says to somebody who publishes (docs/protocol.md section 11); `received`: so many bytes of the stream have arrived. */
export type PublishMessage = PublishEvent | { readonly type: 'received'; readonly bytes: number };

const REASONS = ['wrong-key', 'taken', 'too-often'] as const;
const MOST_WAIT_MILLIS = 600_000;
/** No message is longer, in characters. */
export const PUBLISH_TEXT_LENGTH = 4 * 1024;

/** The first message of a publication. */
export function encodePublish(key: string): string {
  return JSON.stringify({ type: 'publish', key });
}

/** Undefined for what is none: it is left out. */
export function decodePublishMessage(text: string): PublishMessage | undefined {
  const fields = parseObject(text);
  const type = fields?.['type'];
  const message = asText(fields?.['message'], PUBLISH_TEXT_LENGTH) ?? '';
  if (type === 'publishing') {
    return { type };
  }
  if (type === 'received') {
    const bytes = asCount(fields?.['bytes'], Number.MAX_SAFE_INTEGER);
    return bytes === undefined ? undefined : { type, bytes };
  }
  if (type === 'ended') {
    return { type, message };
  }
  const known = REASONS.find((one) => one === fields?.['reason']);
  if (type !== 'refused' || known === undefined) {
    return undefined;
  }
  const given = fields?.['retryAfterMillis'];
  const wait = typeof given === 'number' ? given : 0;
  return { type, reason: known, message, retryAfterMillis: Math.max(0, Math.min(MOST_WAIT_MILLIS, wait)) };
}
