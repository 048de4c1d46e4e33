import type { DevtoolsEvent, DevtoolsPipe } from './devtools-pipe.js';

interface Evaluated<Value> {
  readonly result: { readonly value: Value };
  readonly exceptionDetails?: { readonly text: string; readonly exception?: { readonly description?: string } };
}

/**
 * One page. Between two questions nobody is attached to it: a page that is watched by a debugger keeps more (stacks,
 * objects that were logged) and does more than one that plays for a viewer.
 */
export class PageSession {
  readonly #pipe: DevtoolsPipe;
  readonly #targetId: string;

  constructor(pipe: DevtoolsPipe, targetId: string) {
    this.#pipe = pipe;
    this.#targetId = targetId;
  }

  /** Attaches, lets `work` send, detaches. */
  async attached<Result>(
    work: (send: <Answer>(method: string, params?: object) => Promise<Answer>) => Promise<Result>,
    onEvent?: DevtoolsEvent,
  ): Promise<Result> {
    const { sessionId } = await this.#pipe.send<{ sessionId: string }>('Target.attachToTarget', {
      targetId: this.#targetId,
      flatten: true,
    });
    this.#pipe.listen(sessionId, onEvent);
    try {
      return await work((method, params) => this.#pipe.send(method, params, sessionId));
    } finally {
      this.#pipe.listen(sessionId, undefined);
      await this.#pipe.send('Target.detachFromTarget', { sessionId });
    }
  }

  /** Runs `expression` in the page and waits for its promise; the value has to be JSON. */
  async evaluate<Value>(expression: string): Promise<Value> {
    return this.attached(async (send) => {
      const { result, exceptionDetails } = await send<Evaluated<Value>>('Runtime.evaluate', {
        expression,
        awaitPromise: true,
        returnByValue: true,
      });
      if (exceptionDetails !== undefined) {
        throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
      }
      return result.value;
    });
  }
}
