import { decodeBase64Url } from './base64url.js';
import { readBounded } from './bounded-body.js';
import type { Timers } from './environment.js';
import { type Answer, type Fetch, GatewayRequest, malformed } from './gateway-request.js';
import { asCount, asList, asText, parseObject } from './json-fields.js';

/** `recording.json` (docs/protocol.md section 8). */
export interface RecordingInfo {
  readonly id: string;
  readonly epoch: number;
  /** Time 0 of the recording is this timestamp in the packets of `epoch`. */
  readonly startTimestampMillis: number;
  readonly durationMillis: number;
  /** What is on the disk, up to a whole tag. */
  readonly bytes: number;
  readonly prelude: Uint8Array;
  /** Ascending; only those that were asked for. */
  readonly keyframes: readonly { readonly timeMillis: number; readonly offset: number }[];
}

/** `unknown`: no such channel or recording, or it is not recorded · `behind`: nothing is there yet. */
export type RecordingFailure = { readonly kind: 'unknown' } | { readonly kind: 'behind' };

export type RecordingResult<T> = Answer<T, RecordingFailure>;

const TIMEOUT_MILLIS = 8_000;
/** A day with a keyframe each second takes 2 MB. */
const MAX_INFO_BYTES = 16 * 1024 * 1024;
const MAX_KEYFRAMES = 1_000_000;
const MAX_MILLIS = 2 ** 32 - 1;
const MAX_PRELUDE_BYTES = 8_192;

/** Requests about the recording of one channel to its gateway. */
export class RecordingFetch {
  readonly #gateway: GatewayRequest<RecordingFailure>;
  readonly #url: string;

  constructor(fetch: Fetch, timers: Timers, gatewayUrl: string, group: string) {
    this.#gateway = new GatewayRequest(fetch, timers);
    this.#url = new URL(`live/${group}/recording`, gatewayUrl).href;
  }

  /** @param afterMillis only keyframes later than that */
  info(afterMillis: number | undefined, signal: AbortSignal): Promise<RecordingResult<RecordingInfo>> {
    const query = afterMillis === undefined ? '' : `?after=${Math.floor(afterMillis)}`;
    return this.#get(`.json${query}`, signal, async (response) => {
      const bytes = await readBounded(response, MAX_INFO_BYTES);
      const info = bytes === undefined ? undefined : decodeRecordingInfo(new TextDecoder().decode(bytes));
      return info === undefined ? malformed : { kind: 'ok', value: info };
    });
  }

  /** What there is of the bytes `first` … `last` of that recording; at least one. */
  bytes(id: string, first: number, last: number, signal: AbortSignal): Promise<RecordingResult<Uint8Array>> {
    const read = async (response: Response): Promise<RecordingResult<Uint8Array>> => {
      const bytes = await readBounded(response, last - first + 1);
      return bytes === undefined || bytes.length === 0 ? malformed : { kind: 'ok', value: bytes };
    };
    return this.#get(`/${encodeURIComponent(id)}`, signal, read, `bytes=${first}-${last}`);
  }

  #get<T>(
    path: string,
    signal: AbortSignal,
    read: (response: Response) => Promise<RecordingResult<T>>,
    range?: string,
  ): Promise<RecordingResult<T>> {
    const refusal = ({ status }: Response): RecordingFailure | undefined =>
      status === 404 ? { kind: 'unknown' } : status === 416 ? { kind: 'behind' } : undefined;
    return this.#gateway.get<T>(this.#url + path, TIMEOUT_MILLIS, signal, read, refusal, range);
  }
}

/** What `recording.json` says, or undefined when it is malformed. */
export function decodeRecordingInfo(text: string): RecordingInfo | undefined {
  const fields = parseObject(text);
  const id = asText(fields?.['id'], 128);
  const epoch = asCount(fields?.['epoch'], 2 ** 48 - 1);
  const startTimestampMillis = asCount(fields?.['startTimestampMillis'], MAX_MILLIS);
  const durationMillis = asCount(fields?.['durationMillis'], MAX_MILLIS);
  const bytes = asCount(fields?.['bytes'], Number.MAX_SAFE_INTEGER);
  const prelude = decodeBase64Url(asText(fields?.['prelude'], 2 * MAX_PRELUDE_BYTES) ?? '');
  const keyframes = asList(fields?.['keyframes'], MAX_KEYFRAMES, (item) => {
    const [time, place] = Array.isArray(item) ? (item as unknown[]) : [];
    const timeMillis = asCount(time, MAX_MILLIS);
    const offset = asCount(place, Number.MAX_SAFE_INTEGER);
    return timeMillis === undefined || offset === undefined ? undefined : { timeMillis, offset };
  });
  if (id === undefined || epoch === undefined || startTimestampMillis === undefined || durationMillis === undefined) {
    return undefined;
  }
  if (bytes === undefined || prelude === undefined || prelude.length === 0 || keyframes === undefined) {
    return undefined;
  }
  const rises = keyframes.every(
    ({ timeMillis, offset }, i) =>
      offset < bytes &&
      (i === 0 || (offset > (keyframes[i - 1]?.offset ?? 0) && timeMillis >= (keyframes[i - 1]?.timeMillis ?? 0))),
  );
  return rises ? { id, epoch, startTimestampMillis, durationMillis, bytes, prelude, keyframes } : undefined;
}
