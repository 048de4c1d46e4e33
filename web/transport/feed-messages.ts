import { asCount, asList, asText, parseObject } from './json-fields.js';
import { JSON_BYTES } from './limits.js';
import type { FeedEvent } from './links.js';

const SUBSTREAMS = 8;
const MAX_EPOCH = 2 ** 48 - 1;
const MAX_SEQ = 2 ** 32 - 1;
const MAX_RETRY_MILLIS = 600_000;

/** Asks for substreams from a packet on (docs/protocol.md section 4); `lost`: they had a parent. */
export function encodeSubscribe(substreams: readonly number[], fromSeq: number, lost: boolean): string {
  return JSON.stringify({ type: 'subscribe', substreams, fromSeq, ...(lost ? { lost } : {}) });
}

export function encodeUnsubscribe(substreams: readonly number[]): string {
  return JSON.stringify({ type: 'unsubscribe', substreams });
}

/** What the feed said, or undefined when the text is no message of section 4. */
export function decodeFeedEvent(text: string): FeedEvent | undefined {
  if (text.length > JSON_BYTES) {
    return undefined;
  }
  const fields = parseObject(text);
  const substreams = asList(fields?.['substreams'], SUBSTREAMS, (item) => asCount(item, SUBSTREAMS - 1));
  if (fields === undefined || substreams === undefined) {
    return undefined;
  }
  switch (fields['type']) {
    case 'subscribed': {
      const epoch = asCount(fields['epoch'], MAX_EPOCH);
      const fromSeq = asCount(fields['fromSeq'], MAX_SEQ);
      const spare = asList(fields['spare'] ?? [], SUBSTREAMS, (item) => asCount(item, SUBSTREAMS - 1));
      return epoch === undefined || fromSeq === undefined || spare === undefined
        ? undefined
        : { type: 'subscribed', substreams, spare, epoch, fromSeq };
    }
    case 'refused': {
      const reason = asText(fields['reason'], 64);
      const retryAfterMillis = asCount(fields['retryAfterMillis'], MAX_RETRY_MILLIS);
      return reason === undefined || retryAfterMillis === undefined
        ? undefined
        : { type: 'refused', substreams, reason, retryAfterMillis };
    }
    case 'kept':
      return { type: 'kept', substreams };
    case 'evicted': {
      const reason = asText(fields['reason'], 64);
      return reason === undefined ? undefined : { type: 'evicted', substreams, reason };
    }
    default:
      return undefined;
  }
}
