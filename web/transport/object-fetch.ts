import { readBounded } from './bounded-body.js';
import type { Timers } from './environment.js';
import { type Fetch, GatewayRequest, malformed, timedOut } from './gateway-request.js';
import { asCount, asObject, asText, parseObject } from './json-fields.js';
import { DESCRIPTOR_BYTES, HASHES_BYTES, JSON_BYTES, PIECE_BYTES, PIECES_IN_RANGE } from './limits.js';
import { objectAddress, type ObjectPlace } from './object-address.js';
import type { ObjectFailure, ObjectHttp, ObjectInfo, ObjectResult } from './object-links.js';
import type { RequestDeadline } from './request-deadline.js';
import { socketUrl } from './stream-info.js';

const TIMEOUT_MILLIS = 8_000;
/** Pieces that come at all may take long; those that do not are asked for anew. */
const SILENCE_MILLIS = 8_000;
const MAX_TITLE = 1_024;
const MAX_NAME = 255;
const MAX_MILLIS = 2 ** 32 - 1;
const MAX_URL_LENGTH = 2_048;

/** Requests about one object to its gateway (docs/protocol.md section 7). */
export class ObjectFetch implements ObjectHttp {
  readonly #gateway: GatewayRequest<ObjectFailure>;
  readonly #object: ObjectPlace;

  constructor(fetch: Fetch, timers: Timers, object: ObjectPlace) {
    this.#gateway = new GatewayRequest(fetch, timers);
    this.#object = object;
  }

  info(signal: AbortSignal): Promise<ObjectResult<ObjectInfo>> {
    return this.#get('info.json', signal, async (response) => {
      const bytes = await readBounded(response, JSON_BYTES);
      const infoUrl = objectAddress(this.#object, 'info.json');
      const info = bytes === undefined ? undefined : decodeObjectInfo(new TextDecoder().decode(bytes), infoUrl);
      return info === undefined ? malformed : { kind: 'ok', value: info };
    });
  }

  descriptor(signal: AbortSignal): Promise<ObjectResult<Uint8Array>> {
    return this.#bytes('descriptor', DESCRIPTOR_BYTES, signal);
  }

  hashes(group: number, signal: AbortSignal): Promise<ObjectResult<Uint8Array>> {
    return this.#bytes(`hashes/${group}`, HASHES_BYTES, signal);
  }

  pieces(
    first: number,
    last: number,
    onPiece: (piece: number, bytes: Uint8Array) => void,
    signal: AbortSignal,
  ): Promise<ObjectResult<undefined>> {
    const count = last - first + 1;
    if (count < 1 || count > PIECES_IN_RANGE) {
      return Promise.resolve({ kind: 'failed', message: `a range of ${count} pieces` });
    }
    return this.#get(`pieces/${first}-${last}`, signal, async (response, deadline) => {
      const reader = response.body?.getReader();
      let piece = first;
      let bytes = new Uint8Array(PIECE_BYTES);
      let filled = 0;
      for (;;) {
        deadline.postpone(SILENCE_MILLIS);
        const chunk = await reader?.read();
        // A chunk that came in while the request was being aborted must not reach a caller that has gone on.
        if (deadline.signal.aborted) {
          return timedOut;
        }
        if (chunk?.done !== false) {
          break;
        }
        for (let at = 0; at < chunk.value.length;) {
          if (piece > last) {
            await reader?.cancel();
            return malformed;
          }
          const part = chunk.value.subarray(at, at + PIECE_BYTES - filled);
          bytes.set(part, filled);
          filled += part.length;
          at += part.length;
          if (filled === PIECE_BYTES) {
            onPiece(piece++, bytes);
            bytes = new Uint8Array(PIECE_BYTES);
            filled = 0;
          }
        }
      }
      // Only the last piece of the object is shorter.
      if (filled > 0 && piece === last) {
        onPiece(piece++, bytes.subarray(0, filled));
      }
      return piece > last ? { kind: 'ok', value: undefined } : { kind: 'failed', message: 'cut off' };
    });
  }

  #bytes(path: string, maxBytes: number, signal: AbortSignal): Promise<ObjectResult<Uint8Array>> {
    return this.#get(path, signal, async (response) => {
      const bytes = await readBounded(response, maxBytes);
      return bytes === undefined ? malformed : { kind: 'ok', value: bytes };
    });
  }

  #get<T>(
    path: string,
    signal: AbortSignal,
    read: (response: Response, deadline: RequestDeadline) => Promise<ObjectResult<T>>,
  ): Promise<ObjectResult<T>> {
    return this.#gateway.get<T>(objectAddress(this.#object, path), TIMEOUT_MILLIS, signal, read, ({ status }) => {
      if (status === 404) {
        return { kind: 'unknown' };
      }
      return status === 401 || status === 403 ? { kind: 'denied', reason: 'token' } : undefined;
    });
  }
}

/** What `info.json` says, or undefined when it is malformed. @param infoUrl addresses in it may be relative to it */
export function decodeObjectInfo(text: string, infoUrl: string): ObjectInfo | undefined {
  const fields = asObject(parseObject(text));
  const id = fields?.['id'];
  const trackerUrl = socketUrl(fields?.['tracker'], infoUrl);
  if (typeof id !== 'string' || !/^[A-Za-z0-9_-]{43}$/.test(id) || trackerUrl === undefined) {
    return undefined;
  }
  const poster = asText(fields?.['poster'], MAX_URL_LENGTH);
  const posterUrl = poster === undefined ? undefined : resolved(poster, infoUrl);
  return {
    id,
    title: asText(fields?.['title'], MAX_TITLE) ?? '',
    name: asText(fields?.['name'], MAX_NAME) ?? '',
    sizeBytes: asCount(fields?.['size'], Number.MAX_SAFE_INTEGER),
    durationMillis: asCount(fields?.['durationMillis'], MAX_MILLIS),
    trackerUrl,
    posterUrl,
  };
}

function resolved(reference: string, baseUrl: string): string | undefined {
  try {
    return new URL(reference, baseUrl).href;
  } catch {
    return undefined;
  }
}
