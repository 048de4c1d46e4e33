import type { UploadMemory } from './upload-memory.js';

/** How far an upload is. */
export interface UploadProgress {
  readonly sentBytes: number;
  readonly sizeBytes: number;
}

/** What came of an answer. */
export interface UploadAnswer {
  readonly status: number;
  readonly header: (name: string) => string | undefined;
  /** The text of a refusal. */
  readonly body: string;
}

/** What an upload needs of the browser; a test hands in its own. */
export interface UploadEnvironment {
  /** @param onSent called while the body goes out, with the bytes of it that are sent. @throws Error when no answer came */
  request(
    method: 'POST' | 'PATCH' | 'HEAD' | 'DELETE',
    url: string,
    headers: Readonly<Record<string, string>>,
    body: Blob | undefined,
    onSent: (bytes: number) => void,
    signal: AbortSignal,
  ): Promise<UploadAnswer>;
  pause(millis: number, signal: AbortSignal): Promise<void>;
}

/** What cannot be mended by trying again; the message says what to do. */
export class UploadRefusal extends Error {
  override readonly name = 'UploadRefusal';
}

const PART_BYTES = 8 * 1_024 * 1_024;
const MOST_FAILURES = 8;
const LONGEST_PAUSE_MILLIS = 15_000;

/** What an upload is made with. */
export interface UploadWay {
  /** Where uploads are made. */
  readonly collection: string;
  readonly environment: UploadEnvironment;
  /** Uploads of this browser that were not finished. */
  readonly memory: Pick<UploadMemory, 'recall' | 'remember' | 'forget'>;
}

/** One that the gateway knows. */
interface Begun {
  readonly url: string;
  readonly offset: number;
  /** It is whole, and became this object. */
  readonly object?: string | undefined;
}

/**
 * Sends a file by tus 1.0.0 (docs/protocol.md section 7): in parts, each of which goes on where the gateway's copy ends, so that
 * a lost connection costs one part at most. A file that was not finished when the page was closed goes on where it ended.
 * @param signal its abort is the operator's: the gateway is told to forget what it has
 * @returns the id of the object that it became
 * @throws UploadRefusal
 */
export async function uploadFile(
  file: File,
  way: UploadWay,
  onProgress: (progress: UploadProgress) => void,
  signal: AbortSignal,
): Promise<string> {
  if (file.size === 0) {
    throw new UploadRefusal('This file is empty.');
  }
  const begun = (await goOn(file, way, signal)) ?? (await create(file, way, signal));
  try {
    const object = begun.object ?? (await sendParts(file, begun, way.environment, onProgress, signal));
    way.memory.forget(file);
    return object;
  } catch (failure) {
    if (signal.aborted || failure instanceof UploadForgotten) {
      way.memory.forget(file);
    }
    if (signal.aborted) {
      // Nothing depends on it: the gateway forgets it in a day.
      discard(begun.url, way.environment).catch(() => undefined);
    }
    throw failure;
  }
}

/** Has the gateway forget it; while a part is on its way there, it is answered that it is locked. */
async function discard(url: string, environment: UploadEnvironment): Promise<void> {
  const { signal } = new AbortController();
  for (let tries = 0; tries < MOST_FAILURES; tries++) {
    const { status } = await send(environment, 'DELETE', url, {}, undefined, signal);
    if (status !== 423) {
      return;
    }
    await environment.pause(500, signal);
  }
}

/** The gateway has it no more. */
class UploadForgotten extends UploadRefusal {
  constructor() {
    super('The gateway has forgotten this upload: choose the file once more.');
  }
}

async function goOn(file: File, way: UploadWay, signal: AbortSignal): Promise<Begun | undefined> {
  const url = way.memory.recall(file);
  if (url?.startsWith(`${way.collection}/`) !== true) {
    return undefined;
  }
  const answer = await send(way.environment, 'HEAD', url, {}, undefined, signal);
  const offset = readOffset(answer);
  if (isForgotten(answer) || offset === undefined) {
    way.memory.forget(file);
    return undefined;
  }
  return { url, offset, object: answer.header('BitTube-Object') };
}

async function create(file: File, way: UploadWay, signal: AbortSignal): Promise<Begun> {
  const headers = {
    'Upload-Length': String(file.size),
    'Upload-Metadata': `filename ${base64(file.name)},visibility ${base64('unlisted')}`,
  };
  const answer = await send(way.environment, 'POST', way.collection, headers, undefined, signal);
  const location = answer.header('Location');
  if (answer.status !== 201 || location === undefined) {
    refuseFor(answer);
    throw new UploadRefusal(`The gateway did not take the file: it answered ${String(answer.status)}.`);
  }
  const url = new URL(location, way.collection).href;
  way.memory.remember(file, url);
  return { url, offset: 0 };
}

async function sendParts(
  file: File,
  begun: Begun,
  environment: UploadEnvironment,
  onProgress: (progress: UploadProgress) => void,
  signal: AbortSignal,
): Promise<string> {
  const { url } = begun;
  let { offset } = begun;
  let failures = 0;
  onProgress({ sentBytes: offset, sizeBytes: file.size });
  for (;;) {
    signal.throwIfAborted();
    const start = offset;
    const part = file.slice(start, Math.min(start + PART_BYTES, file.size));
    try {
      const headers = { 'Content-Type': 'application/offset+octet-stream', 'Upload-Offset': String(start) };
      const answer = await send(environment, 'PATCH', url, headers, part, signal, (bytes) =>
        onProgress({ sentBytes: start + bytes, sizeBytes: file.size }),
      );
      const object = answer.header('BitTube-Object');
      if (answer.status === 204 && object !== undefined) {
        return object;
      }
      if (answer.status === 204) {
        failures = 0;
        offset = readOffset(answer) ?? start + part.size;
        onProgress({ sentBytes: offset, sizeBytes: file.size });
        continue;
      }
      refuseFor(answer);
    } catch (failure) {
      if (failure instanceof UploadRefusal || signal.aborted || ++failures > MOST_FAILURES) {
        throw failure;
      }
    }
    await environment.pause(Math.min(500 * 2 ** failures, LONGEST_PAUSE_MILLIS), signal);
    // What of it arrived, the gateway knows.
    const answer = await send(environment, 'HEAD', url, {}, undefined, signal).catch(() => undefined);
    const object = answer?.header('BitTube-Object');
    if (object !== undefined) {
      return object;
    }
    if (answer !== undefined && isForgotten(answer)) {
      throw new UploadForgotten();
    }
    offset = (answer === undefined ? undefined : readOffset(answer)) ?? offset;
    onProgress({ sentBytes: offset, sizeBytes: file.size });
  }
}

function isForgotten({ status }: UploadAnswer): boolean {
  return status === 404 || status === 410;
}

async function send(
  environment: UploadEnvironment,
  method: 'POST' | 'PATCH' | 'HEAD' | 'DELETE',
  url: string,
  headers: Readonly<Record<string, string>>,
  body: Blob | undefined,
  signal: AbortSignal,
  onSent: (bytes: number) => void = () => undefined,
): Promise<UploadAnswer> {
  return environment.request(method, url, { 'Tus-Resumable': '1.0.0', ...headers }, body, onSent, signal);
}

/** Refusals of the operator's doing or of the disk's end the upload; a conflict or a failing server is worth another try. */
function refuseFor({ status, body }: UploadAnswer): void {
  if (status >= 400 && status < 500 && ![408, 409, 423, 429].includes(status)) {
    throw new UploadRefusal(detailOf(body) ?? `The gateway refused the file with ${String(status)}.`);
  }
  if (status === 507) {
    throw new UploadRefusal(
      detailOf(body) ?? 'The gateway has no room for this file: delete something, then try again.',
    );
  }
}

function detailOf(body: string): string | undefined {
  try {
    const { detail } = JSON.parse(body) as { detail?: unknown };
    return typeof detail === 'string' ? detail : undefined;
  } catch {
    return undefined;
  }
}

function readOffset(answer: UploadAnswer): number | undefined {
  const offset = Number(answer.header('Upload-Offset') ?? NaN);
  return Number.isSafeInteger(offset) && offset >= 0 ? offset : undefined;
}

/** Of UTF-8, as tus wants it. */
function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
