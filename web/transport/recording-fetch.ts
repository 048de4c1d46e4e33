import { decodeBase64Url } from './base64url.js';
import { readBounded } from './bounded-body.js';
import type { Timers } from './environment.js';
import { type Answer, type Fetch, GatewayRequest, malformed } from './gateway-request.js';
import { asCount, asList, asText, parseObject, type JsonObject } from './json-fields.js';
import { withToken, type ViewerToken } from './viewer-token.js';

/** One file of a recording, as `recording/{id}.json` tells of it (docs/protocol.md section 8). */
export interface RecordingInfo {
  readonly id: string;
  readonly epoch: number;
  /** Time 0 of the file is this timestamp in the packets of `epoch`. */
  readonly startTimestampMillis: number;
  readonly durationMillis: number;
  /** What is on the disk, up to a whole tag. */
  readonly bytes: number;
  readonly prelude: Uint8Array;
  /** Ascending; only those that were asked for. */
  readonly keyframes: readonly { readonly timeMillis: number; readonly offset: number }[];
  /** Nothing will be added to it. */
  readonly over: boolean;
  /** The file that goes on where this one ends, once it is over. */
  readonly next: string | undefined;
}

/** A file of a recording and where it begins, as a timestamp of the epoch. */
export interface RecordingPart {
  readonly id: string;
  readonly startTimestampMillis: number;
}

/** What is being recorded of a channel without interruption, as `recording.json` tells of it. */
export interface RunningRecording {
  /** The file that is being written, without keyframes. */
  readonly newest: RecordingInfo;
  /** All files, the oldest first; each begins where the one before it ends. At least one: the newest. */
  readonly parts: readonly RecordingPart[];
}

/** `unknown`: no such channel or file · `off`: the channel is not being recorded · `behind`: nothing is there yet. */
export type RecordingFailure = { readonly kind: 'unknown' | 'off' | 'behind' };

export type RecordingResult<T> = Answer<T, RecordingFailure>;

const TIMEOUT_MILLIS = 8_000;
/** A day with a keyframe each second takes 2 MB. */
const MAX_INFO_BYTES = 16 * 1024 * 1024;
const MAX_KEYFRAMES = 1_000_000;
const MAX_PARTS = 10_000;
const MAX_ID_LENGTH = 128;
const MAX_MILLIS = 2 ** 32 - 1;
const MAX_PRELUDE_BYTES = 8_192;
/** Later than any keyframe. */
const NO_KEYFRAMES = 2 ** 42;

/** Requests about the recording of one channel to its gateway. */
export class RecordingFetch {
  readonly #gateway: GatewayRequest<RecordingFailure>;
  readonly #url: string;
  readonly #token: ViewerToken;

  constructor(fetch: Fetch, timers: Timers, gatewayUrl: string, group: string, token: ViewerToken = () => undefined) {
    this.#gateway = new GatewayRequest(fetch, timers);
    this.#url = new URL(`live/${group}/recording`, gatewayUrl).href;
    this.#token = token;
  }

  /** What is being recorded. */
  running(signal: AbortSignal): Promise<RecordingResult<RunningRecording>> {
    return this.#json(`.json?after=${NO_KEYFRAMES}`, signal, decodeRunning);
  }

  /** One file. @param afterMillis only keyframes later than that in the file; -1: all, Infinity: none */
  file(id: string, afterMillis: number, signal: AbortSignal): Promise<RecordingResult<RecordingInfo>> {
    const query = afterMillis < 0 ? '' : `?after=${Math.min(NO_KEYFRAMES, Math.floor(afterMillis))}`;
    return this.#json(`/${encodeURIComponent(id)}.json${query}`, signal, (fields) => {
      const info = decodeFile(fields);
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

  #json<T>(
    path: string,
    signal: AbortSignal,
    decode: (fields: JsonObject) => RecordingResult<T>,
  ): Promise<RecordingResult<T>> {
    return this.#get(path, signal, async (response) => {
      const bytes = await readBounded(response, MAX_INFO_BYTES);
      const fields = bytes === undefined ? undefined : parseObject(new TextDecoder().decode(bytes));
      return fields === undefined ? malformed : decode(fields);
    });
  }

  #get<T>(
    path: string,
    signal: AbortSignal,
    read: (response: Response) => Promise<RecordingResult<T>>,
    range?: string,
  ): Promise<RecordingResult<T>> {
    const refusal = ({ status }: Response): RecordingFailure | undefined =>
      status === 404 ? { kind: 'unknown' } : status === 416 ? { kind: 'behind' } : undefined;
    return this.#gateway.get<T>(
      withToken(this.#url + path, this.#token()),
      TIMEOUT_MILLIS,
      signal,
      read,
      refusal,
      range,
    );
  }
}

/** What `recording.json` says. */
export function decodeRunning(fields: JsonObject): RecordingResult<RunningRecording> {
  if (fields['recorded'] === false) {
    return { kind: 'off' };
  }
  const newest = decodeFile(fields);
  const earlier = asList(fields['earlier'], MAX_PARTS, (item) => {
    const [name, start] = Array.isArray(item) ? (item as unknown[]) : [];
    const id = asText(name, MAX_ID_LENGTH);
    const startTimestampMillis = asCount(start, MAX_MILLIS);
    return id === undefined || startTimestampMillis === undefined ? undefined : { id, startTimestampMillis };
  });
  if (newest === undefined || earlier === undefined) {
    return malformed;
  }
  const parts = [...earlier, { id: newest.id, startTimestampMillis: newest.startTimestampMillis }];
  const rises = parts.every(
    ({ startTimestampMillis }, i) => startTimestampMillis >= (parts[i - 1]?.startTimestampMillis ?? 0),
  );
  return rises ? { kind: 'ok', value: { newest, parts } } : malformed;
}

/** What is told of a file, or undefined when it is malformed. */
export function decodeFile(fields: JsonObject): RecordingInfo | undefined {
  const id = asText(fields['id'], MAX_ID_LENGTH);
  const epoch = asCount(fields['epoch'], 2 ** 48 - 1);
  const startTimestampMillis = asCount(fields['startTimestampMillis'], MAX_MILLIS);
  const durationMillis = asCount(fields['durationMillis'], MAX_MILLIS);
  const bytes = asCount(fields['bytes'], Number.MAX_SAFE_INTEGER);
  const prelude = decodeBase64Url(asText(fields['prelude'], 2 * MAX_PRELUDE_BYTES) ?? '');
  const keyframes = asList(fields['keyframes'], MAX_KEYFRAMES, (item) => {
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
  if (!rises) {
    return undefined;
  }
  const over = fields['over'] === true;
  const next = over ? asText(fields['next'], MAX_ID_LENGTH) : undefined;
  return { id, epoch, startTimestampMillis, durationMillis, bytes, prelude, keyframes, over, next };
}
