import { describe, expect, it } from 'vitest';
import { UploadRefusal, uploadFile, type UploadAnswer, type UploadEnvironment } from '../../console/tus-upload.js';
import { UploadMemory } from '../../console/upload-memory.js';

const PART = 8 * 1_024 * 1_024;
const COLLECTION = 'https://tv.example/api/uploads';

type Answer = Omit<UploadAnswer, 'header' | 'body'> & { headers?: Record<string, string>; body?: string };

/** A gateway that holds what it was sent; `meddle` may answer in its place, or break the connection by throwing. */
class FakeUploads implements UploadEnvironment {
  readonly asked: string[] = [];
  readonly pauses: number[] = [];
  held = 0;
  size = 0;
  isDeleted = false;
  meddle: (method: string, sent: number) => Answer | undefined = () => undefined;

  request: UploadEnvironment['request'] = (method, url, headers, body, onSent) => {
    this.asked.push(`${method} ${headers['Upload-Offset'] ?? ''}`.trim());
    expect(headers['Tus-Resumable']).toBe('1.0.0');
    const {
      status,
      headers: found = {},
      body: text = '',
    } = this.meddle(method, body?.size ?? 0) ?? this.#answer(method, url, headers, body);
    onSent(body?.size ?? 0);
    return Promise.resolve({ status, header: (name) => found[name], body: text });
  };

  pause: UploadEnvironment['pause'] = (millis) => {
    this.pauses.push(millis);
    return Promise.resolve();
  };

  #answer(method: string, url: string, headers: Readonly<Record<string, string>>, body: Blob | undefined): Answer {
    if (method === 'POST') {
      this.size = Number(headers['Upload-Length']);
      expect(headers['Upload-Metadata']).toBe('filename ZsO8ci5mbHY=,visibility dW5saXN0ZWQ=');
      return { status: 201, headers: { Location: '/api/uploads/u1' } };
    }
    expect(url).toBe(`${COLLECTION}/u1`);
    if (method === 'DELETE') {
      this.isDeleted = true;
      return { status: 204 };
    }
    if (this.isDeleted) return { status: 404 };
    if (method === 'PATCH') {
      if (Number(headers['Upload-Offset']) !== this.held) return { status: 409 };
      this.held += body?.size ?? 0;
    }
    const done = this.held === this.size ? { 'BitTube-Object': 'ID' } : {};
    return { status: 204, headers: { 'Upload-Offset': String(this.held), ...done } };
  }
}

function file(sizeBytes: number): File {
  return new File([new Uint8Array(sizeBytes)], 'für.flv', { lastModified: 7 });
}

/** localStorage of a browser. */
function newMemory(): UploadMemory {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
  return new UploadMemory(
    () => storage,
    () => 1_000,
  );
}

function upload(
  sent: File,
  environment: FakeUploads,
  {
    memory = newMemory(),
    signal = new AbortController().signal,
    onSent = (): void => undefined,
  }: { memory?: UploadMemory; signal?: AbortSignal; onSent?: (bytes: number) => void } = {},
): Promise<string> {
  return uploadFile(
    sent,
    { collection: COLLECTION, environment, memory },
    ({ sentBytes }) => onSent(sentBytes),
    signal,
  );
}

describe('uploadFile', () => {
  it('sends parts one behind the other, and tells how far it is', async () => {
    const gateway = new FakeUploads();
    const seen: number[] = [];
    const memory = newMemory();
    const id = await upload(file(PART + 5), gateway, { memory, onSent: (bytes) => seen.push(bytes) });
    expect(memory.unfinished()).toEqual([]);
    expect(id).toBe('ID');
    expect(gateway.asked).toEqual(['POST', 'PATCH 0', `PATCH ${String(PART)}`]);
    expect(seen.at(-1)).toBe(PART + 5);
  });

  it('goes on where the gateway’s copy ends after a connection broke', async () => {
    const gateway = new FakeUploads();
    let broken = 0;
    gateway.meddle = (method) => {
      if (method === 'PATCH' && broken++ === 0) {
        gateway.held = 100;
        throw new Error('connection reset');
      }
      return undefined;
    };
    expect(await upload(file(1_000), gateway)).toBe('ID');
    expect(gateway.asked).toEqual(['POST', 'PATCH 0', 'HEAD', 'PATCH 100']);
    expect(gateway.pauses).toEqual([1_000]);
  });

  it('learns from the gateway that it was done although the answer was lost', async () => {
    const gateway = new FakeUploads();
    gateway.meddle = (method, sent) => {
      if (method !== 'PATCH') return undefined;
      gateway.held += sent;
      throw new Error('connection reset');
    };
    expect(await upload(file(1_000), gateway)).toBe('ID');
  });

  it.each([
    [413, { detail: 'At most 100 MB.' }, 'At most 100 MB.'],
    [507, {}, 'no room'],
  ])('gives up at %d with words', async (status, body, words) => {
    const gateway = new FakeUploads();
    gateway.meddle = () => ({ status, body: JSON.stringify(body) });
    const refused = upload(file(10), gateway);
    await expect(refused).rejects.toThrow(UploadRefusal);
    await expect(refused).rejects.toThrow(words);
  });

  it('gives up in the end, and at once when the operator cancels', async () => {
    const gateway = new FakeUploads();
    gateway.meddle = (method) => {
      if (method === 'POST') return undefined;
      throw new Error('connection reset');
    };
    await expect(upload(file(10), gateway)).rejects.toThrow('reset');
    expect(gateway.pauses.length).toBeLessThan(10);
    await expect(upload(file(10), gateway, { signal: AbortSignal.abort() })).rejects.toThrow();
    await expect(upload(file(0), gateway)).rejects.toThrow('empty');
  });

  it('goes on in another visit where it ended when the page was closed', async () => {
    const gateway = new FakeUploads();
    const memory = newMemory();
    gateway.meddle = (method) => {
      if (method === 'POST') return undefined;
      throw new Error('the page is closed');
    };
    await expect(upload(file(1_000), gateway, { memory })).rejects.toThrow();
    gateway.meddle = () => undefined;
    gateway.held = 400;
    gateway.asked.length = 0;
    const seen: number[] = [];
    expect(await upload(file(1_000), gateway, { memory, onSent: (bytes) => seen.push(bytes) })).toBe('ID');
    expect(gateway.asked).toEqual(['HEAD', 'PATCH 400']);
    expect(seen[0]).toBe(400);
    gateway.asked.length = 0;
    gateway.held = 0;
    await upload(file(1_000), gateway, { memory });
    expect(gateway.asked[0]).toBe('POST');
  });

  it('begins anew where the gateway has forgotten it, and lets it forget what is cancelled', async () => {
    const gateway = new FakeUploads();
    const memory = newMemory();
    const cancelled = new AbortController();
    gateway.meddle = (method) => {
      if (method === 'PATCH') cancelled.abort();
      return undefined;
    };
    const sent = upload(file(PART + 1), gateway, { memory, signal: cancelled.signal });
    await expect(sent).rejects.toThrow();
    expect(gateway.isDeleted).toBe(true);
    expect(memory.unfinished()).toEqual([]);

    memory.remember(file(10), `${COLLECTION}/u1`);
    gateway.isDeleted = true;
    gateway.asked.length = 0;
    gateway.meddle = (method) => {
      if (method === 'POST') gateway.isDeleted = false;
      return undefined;
    };
    gateway.held = 0;
    expect(await upload(file(10), gateway, { memory })).toBe('ID');
    expect(gateway.asked).toEqual(['HEAD', 'POST', 'PATCH 0']);
  });
});
