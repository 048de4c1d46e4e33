import { describe, expect, it } from 'vitest';
import { UploadRefusal, uploadFile, type UploadAnswer, type UploadEnvironment } from '../../console/tus-upload.js';

const PART = 8 * 1_024 * 1_024;
const COLLECTION = 'https://tv.example/api/uploads';

type Answer = Omit<UploadAnswer, 'header' | 'body'> & { headers?: Record<string, string>; body?: string };

/** A gateway that holds what it was sent; `meddle` may answer in its place, or break the connection by throwing. */
class FakeUploads implements UploadEnvironment {
  readonly asked: string[] = [];
  readonly pauses: number[] = [];
  held = 0;
  size = 0;
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
    if (method === 'PATCH') {
      if (Number(headers['Upload-Offset']) !== this.held) return { status: 409 };
      this.held += body?.size ?? 0;
    }
    const done = this.held === this.size ? { 'BitTube-Object': 'ID' } : {};
    return { status: 204, headers: { 'Upload-Offset': String(this.held), ...done } };
  }
}

function file(sizeBytes: number): File {
  return new File([new Uint8Array(sizeBytes)], 'für.flv');
}

describe('uploadFile', () => {
  it('sends parts one behind the other, and tells how far it is', async () => {
    const gateway = new FakeUploads();
    const seen: number[] = [];
    const id = await uploadFile(
      file(PART + 5),
      COLLECTION,
      gateway,
      ({ sentBytes }) => seen.push(sentBytes),
      new AbortController().signal,
    );
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
    expect(await uploadFile(file(1_000), COLLECTION, gateway, () => undefined, new AbortController().signal)).toBe(
      'ID',
    );
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
    expect(await uploadFile(file(1_000), COLLECTION, gateway, () => undefined, new AbortController().signal)).toBe(
      'ID',
    );
  });

  it.each([
    [413, { detail: 'At most 100 MB.' }, 'At most 100 MB.'],
    [507, {}, 'no room'],
  ])('gives up at %d with words', async (status, body, words) => {
    const gateway = new FakeUploads();
    gateway.meddle = () => ({ status, body: JSON.stringify(body) });
    const upload = uploadFile(file(10), COLLECTION, gateway, () => undefined, new AbortController().signal);
    await expect(upload).rejects.toThrow(UploadRefusal);
    await expect(upload).rejects.toThrow(words);
  });

  it('gives up in the end, and at once when the operator cancels', async () => {
    const gateway = new FakeUploads();
    gateway.meddle = (method) => {
      if (method === 'POST') return undefined;
      throw new Error('connection reset');
    };
    await expect(
      uploadFile(file(10), COLLECTION, gateway, () => undefined, new AbortController().signal),
    ).rejects.toThrow('reset');
    expect(gateway.pauses.length).toBeLessThan(10);
    await expect(uploadFile(file(10), COLLECTION, gateway, () => undefined, AbortSignal.abort())).rejects.toThrow();
    await expect(
      uploadFile(file(0), COLLECTION, gateway, () => undefined, new AbortController().signal),
    ).rejects.toThrow('empty');
  });
});
