import type { Timers } from './environment.js';
import type { FeedLink, FeedListener } from './links.js';
import type { OpenTabChannel, TabChannel } from './tab-channel.js';
import { channelOf } from './tab-host.js';
import {
  readLeaderMessage,
  readTabCall,
  type FollowerMessage,
  type LeaderMessage,
  type TabAnswer,
  type TabQuestion,
} from './tab-messages.js';

/** A leader answers within a few ms; one that does not is being started, stopped or frozen. */
const ANSWER_TIMEOUT_MILLIS = 400;
/** After a question without an answer the gateway is asked instead, for so long. */
const DEAF_MILLIS = 3_000;
/** The leader hears what was read whenever so much has come. */
const READ_STEP_BYTES = 64 * 1024;

interface PendingQuestion {
  readonly question: TabQuestion;
  settle(answer: TabAnswer | undefined): void;
}

/** The follower's side: one tab's connection to whichever tab leads, from one leader to the next. */
export class TabLink {
  readonly #timers: Timers;
  readonly #id: string;
  readonly #calls: TabChannel;
  readonly #own: TabChannel;
  readonly #questions = new Map<number, PendingQuestion>();
  #request = 0;
  #welcome = false;
  #deaf = false;
  #feed: FeedListener | undefined;
  #readBytes = 0;
  #toldBytes = 0;
  #closed = false;

  /** `id` is this tab's own, unlike any other's. */
  constructor(openChannel: OpenTabChannel, timers: Timers, name: string, id: string) {
    this.#timers = timers;
    this.#id = id;
    this.#own = openChannel(channelOf(name, id), (message) => this.#onMessage(readLeaderMessage(message)));
    this.#calls = openChannel(name, (message) => {
      if (readTabCall(message)?.type === 'leader') {
        this.#onLeaderGone('another tab leads');
        this.#hello();
      }
    });
    this.#hello();
  }

  /** The leader's answer; undefined: it does not answer, or this question was asked too soon after one it did not. */
  ask(question: TabQuestion, signal: AbortSignal): Promise<TabAnswer | undefined> {
    if (this.#deaf || this.#closed || signal.aborted) {
      return Promise.resolve(undefined);
    }
    const request = this.#request++;
    return new Promise((resolve) => {
      const cancel = this.#timers.after(ANSWER_TIMEOUT_MILLIS, () => this.#becomeDeaf());
      const settle = (answer: TabAnswer | undefined): void => {
        cancel();
        this.#questions.delete(request);
        signal.removeEventListener('abort', onAbort);
        resolve(answer);
      };
      const onAbort = (): void => settle(undefined);
      signal.addEventListener('abort', onAbort);
      this.#questions.set(request, { question, settle });
      // A tab that has just been opened asks before it is welcome: then the welcome sends it.
      if (this.#welcome) {
        this.#post({ type: 'ask', request, question });
      }
    });
  }

  /** The leader's packets as they come; one feed at a time. */
  openFeed(listener: FeedListener): FeedLink {
    const ifCurrent = (task: () => void): void => {
      if (this.#feed === listener) {
        task();
      }
    };
    this.#feed = listener;
    if (!this.#welcome) {
      this.#hello();
    }
    const cancel = this.#timers.after(this.#welcome ? 0 : ANSWER_TIMEOUT_MILLIS, () =>
      ifCurrent(() => {
        if (this.#welcome) {
          listener.onOpen();
        } else {
          this.#feed = undefined;
          listener.onClose('no tab leads');
        }
      }),
    );
    return {
      subscribe: (substreams, fromSeq) => ifCurrent(() => this.#post({ type: 'subscribe', substreams, fromSeq })),
      unsubscribe: (substreams) => ifCurrent(() => this.#post({ type: 'unsubscribe', substreams })),
      close: () =>
        ifCurrent(() => {
          cancel();
          this.#post({ type: 'unsubscribe', substreams: [0, 1, 2, 3, 4, 5, 6, 7] });
          this.#feed = undefined;
        }),
    };
  }

  /** Says good-bye to the leader. May be called twice. */
  close(): void {
    this.#closed = true;
    this.#post({ type: 'bye' });
    this.#feed = undefined;
    this.#giveUpQuestions();
    this.#calls.close();
    this.#own.close();
  }

  #hello(): void {
    this.#calls.post({ type: 'hello', id: this.#id });
  }

  #post(message: FollowerMessage): void {
    this.#own.post(message);
  }

  #onMessage(message: LeaderMessage | undefined): void {
    switch (message?.type) {
      case 'welcome':
        this.#welcome = true;
        this.#deaf = false;
        this.#readBytes = this.#toldBytes = 0;
        for (const [request, { question }] of this.#questions) {
          this.#post({ type: 'ask', request, question });
        }
        break;
      case 'subscribed':
        this.#feed?.onEvent({ ...message, spare: [] });
        break;
      case 'packet':
        this.#noteRead(message.bytes.length);
        this.#feed?.onPacket(message.bytes);
        break;
      case 'answer':
        this.#noteRead(message.answer.kind === 'bytes' ? message.answer.bytes.length : 0);
        this.#questions.get(message.request)?.settle(message.answer);
        break;
      case 'closed':
        this.#onLeaderGone('the other tab let go');
        break;
      case undefined:
        break; // not from our code
    }
  }

  #noteRead(bytes: number): void {
    this.#readBytes += bytes;
    if (this.#readBytes - this.#toldBytes >= READ_STEP_BYTES) {
      this.#toldBytes = this.#readBytes;
      this.#post({ type: 'read', bytes: this.#readBytes });
    }
  }

  #onLeaderGone(reason: string): void {
    this.#welcome = false;
    this.#giveUpQuestions();
    const feed = this.#feed;
    this.#feed = undefined;
    feed?.onClose(reason);
  }

  #giveUpQuestions(): void {
    for (const pending of [...this.#questions.values()]) {
      pending.settle(undefined);
    }
  }

  /** A leader that does not answer gives no packets either. */
  #becomeDeaf(): void {
    this.#deaf = true;
    this.#timers.after(DEAF_MILLIS, () => (this.#deaf = false));
    this.#onLeaderGone('the other tab does not answer');
  }
}
