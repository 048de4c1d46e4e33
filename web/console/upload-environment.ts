import type { UploadEnvironment } from './tus-upload.js';

/** The browser's: XMLHttpRequest, because only it tells how much of a body has been sent. */
export function browserUploads(headers: () => Readonly<Record<string, string>>): UploadEnvironment {
  return {
    request: (method, url, further, body, onSent, signal) =>
      new Promise((resolve, reject) => {
        const request = new XMLHttpRequest();
        const abort = (): void => request.abort();
        request.open(method, url);
        for (const [name, value] of Object.entries({ ...headers(), ...further })) {
          request.setRequestHeader(name, value);
        }
        request.upload.addEventListener('progress', ({ loaded }) => onSent(loaded));
        request.addEventListener('load', () =>
          resolve({
            status: request.status,
            header: (name) => request.getResponseHeader(name) ?? undefined,
            body: request.responseText,
          }),
        );
        request.addEventListener('error', () => reject(new Error('The connection broke.')));
        request.addEventListener('abort', () => reject(new DOMException('Cancelled', 'AbortError')));
        request.addEventListener('loadend', () => signal.removeEventListener('abort', abort));
        signal.addEventListener('abort', abort);
        request.send(body ?? null);
      }),
    pause: (millis, signal) =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, millis);
        signal.addEventListener('abort', () => {
          clearTimeout(timer);
          resolve();
        });
      }),
  };
}
