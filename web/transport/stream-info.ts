import { decodeBase64Url, encodeBase64Url } from './base64url.js';
import { asCount, asGroup, asKey, asList, asText, parseObject } from './json-fields.js';
import type { StreamInfo } from './links.js';

const MAX_EPOCH = 2 ** 48 - 1;
const MAX_SEQ = 2 ** 32 - 2;
const MAX_UINT32 = 2 ** 32 - 1;
const MAX_KEYFRAMES = 8_192;
const MAX_BITS_PER_SECOND = 10_000_000_000;
const MAX_URL_LENGTH = 2_048;

/**
 * What `info.json` says (docs/protocol.md section 3), or undefined when it is malformed or of another version.
 *
 * @param infoUrl where it came from: the addresses in it may be relative to that
 */
export function decodeStreamInfo(text: string, infoUrl: string): StreamInfo | undefined {
  const fields = parseObject(text);
  if (fields?.['version'] !== 1) {
    return undefined;
  }
  const seq = (value: unknown): number | undefined => asCount(value, MAX_SEQ);
  const group = asGroup(fields['group']);
  const epoch = asCount(fields['epoch'], MAX_EPOCH);
  const headSeq = seq(fields['headSeq']);
  const headTimestampMillis = asCount(fields['headTimestampMillis'], MAX_UINT32);
  const firstSeq = seq(fields['firstSeq']);
  const keyframes = asList(fields['keyframes'], MAX_KEYFRAMES, seq);
  const prelude = asCount(fields['prelude'], 0xffff);
  const publicKey = decodeBase64Url(asKey(fields['publicKey']) ?? '');
  const bitsPerSecond = asCount(fields['bitsPerSecond'], MAX_BITS_PER_SECOND);
  const trackerUrl = socketUrl(fields['tracker'], infoUrl);
  const feedUrl = socketUrl(fields['feed'], infoUrl);
  if (group === undefined || epoch === undefined || headSeq === undefined || headTimestampMillis === undefined) {
    return undefined;
  }
  if (firstSeq === undefined || keyframes === undefined || prelude === undefined || publicKey?.length !== 32) {
    return undefined;
  }
  if (bitsPerSecond === undefined || trackerUrl === undefined || feedUrl === undefined) {
    return undefined;
  }
  return {
    group,
    epoch,
    headSeq,
    headTimestampMillis,
    firstSeq,
    keyframes,
    prelude,
    publicKey,
    bitsPerSecond,
    trackerUrl,
    feedUrl,
    ...(fields['offline'] === true ? { offline: true } : {}),
  };
}

/** `reference` seen from `baseUrl`, as a WebSocket's address. */
export function socketUrl(reference: unknown, baseUrl: string): string | undefined {
  const text = asText(reference, MAX_URL_LENGTH);
  if (text === undefined) {
    return undefined;
  }
  let url: URL;
  try {
    url = new URL(text, baseUrl);
  } catch {
    return undefined;
  }
  url.hash = ''; // a WebSocket's address must not have a fragment
  switch (url.protocol) {
    case 'ws:':
    case 'wss:':
      return url.href;
    case 'http:':
      return url.href.replace(/^http:/, 'ws:');
    case 'https:':
      return url.href.replace(/^https:/, 'wss:');
    default:
      return undefined;
  }
}

/** `info` as `info.json` would say it, with absolute addresses. */
export function infoJson(info: StreamInfo): string {
  const { trackerUrl, feedUrl, publicKey, ...same } = info;
  return JSON.stringify({
    version: 1,
    ...same,
    publicKey: encodeBase64Url(publicKey),
    tracker: trackerUrl,
    feed: feedUrl,
  });
}
