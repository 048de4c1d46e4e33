import { browserEnvironment } from '../transport/browser-environment.js';
import { fetchOfPage } from '../transport/early-answers.js';
import { ObjectFetch } from '../transport/object-fetch.js';
import type { ObjectInfo } from '../transport/object-links.js';
import type { ObjectSource } from './object-sessions.js';

/** `unknown`: there is no such object · `denied`: its token is missing or another one · `offline`: asked again by itself. */
export type ObjectProblem = 'unknown' | 'denied' | 'offline';

export interface ObjectInfoListener {
  onInfo(info: ObjectInfo): void;
  onProblem(problem: ObjectProblem): void;
}

const RETRY_MILLIS = 3_000;

/** Asks the gateway what it calls an object, until it answers. @returns what ends that; may be called twice */
export function askForInfo(
  { gateway, id, token }: Pick<ObjectSource, 'gateway' | 'id' | 'token'>,
  listener: ObjectInfoListener,
): () => void {
  const abort = new AbortController();
  const { timers } = browserEnvironment();
  const http = new ObjectFetch(fetchOfPage, timers, { gatewayUrl: gateway.href, id, token });
  const ask = async (): Promise<void> => {
    const answer = await http.info(abort.signal);
    if (abort.signal.aborted) {
      return;
    }
    switch (answer.kind) {
      case 'ok':
        listener.onInfo(answer.value);
        return;
      case 'unknown':
      case 'denied':
        listener.onProblem(answer.kind);
        return;
      case 'early':
      case 'gone':
      case 'busy':
      case 'failed': {
        listener.onProblem('offline');
        const cancel = timers.after(RETRY_MILLIS, () => {
          abort.signal.removeEventListener('abort', cancel);
          void ask();
        });
        abort.signal.addEventListener('abort', cancel);
      }
    }
  };
  void ask();
  return () => abort.abort();
}
