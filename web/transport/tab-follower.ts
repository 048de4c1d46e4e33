import { infoJson } from './stream-info.js';
import type { SharedStream } from './shared-stream.js';
import type { TabChannel } from './tab-channel.js';
import { readFollowerMessage, type LeaderMessage, type TabAnswer, type TabQuestion } from './tab-messages.js';

/**
 * What one follower may leave unread. A channel between tabs knows no back-pressure, and a tab that the browser has frozen
 * reads nothing: past this it is let go of, and comes back by itself when it runs again.
 */
const MAX_UNREAD_BYTES = 4 * 1024 * 1024;
/** Packets that a new subscription gets at once, at most; older ones it asks for. */
const MAX_BACKLOG = 256;

/** One other tab, as the leader sees it. */
export class TabFollower {
  readonly #stream: SharedStream;
  readonly #channel: TabChannel;
  readonly #onEnd: () => void;
  readonly #substreams = new Set<number>();
  #sentBytes = 0;
  #readBytes = 0;
  #ended = false;

  constructor(open: (onMessage: (message: unknown) => void) => TabChannel, stream: SharedStream, onEnd: () => void) {
    this.#stream = stream;
    this.#onEnd = onEnd;
    this.#channel = open((message) => this.#onMessage(message));
    this.#post({ type: 'welcome' });
  }

  push(substream: number, bytes: Uint8Array): void {
    if (this.#substreams.has(substream)) {
      this.#send({ type: 'packet', bytes }, bytes.length);
    }
  }

  /** Tells the follower that nothing more comes from here. May be called twice. */
  close(): void {
    this.#post({ type: 'closed' });
    this.#end();
  }

  #onMessage(message: unknown): void {
    const read = readFollowerMessage(message);
    switch (read?.type) {
      case 'subscribe':
        this.#subscribe(read.substreams, read.fromSeq);
        break;
      case 'unsubscribe':
        read.substreams.forEach((substream) => this.#substreams.delete(substream));
        break;
      case 'ask': {
        const answer = this.#answer(read.question);
        this.#send(
          { type: 'answer', request: read.request, answer },
          answer.kind === 'bytes' ? answer.bytes.length : 0,
        );
        break;
      }
      case 'read':
        this.#readBytes = Math.min(this.#sentBytes, Math.max(this.#readBytes, read.bytes));
        break;
      case 'bye':
        this.#end();
        break;
      case undefined:
        break; // not from our code
    }
  }

  #subscribe(substreams: readonly number[], fromSeq: number): void {
    const info = this.#stream.info();
    if (info === undefined) {
      this.close(); // it asks again; until then the gateway may know more
      return;
    }
    substreams.forEach((substream) => this.#substreams.add(substream));
    this.#post({ type: 'subscribed', substreams, epoch: info.epoch, fromSeq });
    for (const bytes of this.#stream.backlog(new Set(substreams), fromSeq, MAX_BACKLOG)) {
      this.#send({ type: 'packet', bytes }, bytes.length);
    }
  }

  #answer(question: TabQuestion): TabAnswer {
    switch (question.what) {
      case 'info': {
        const info = this.#stream.info();
        return info === undefined ? { kind: 'none' } : { kind: 'info', json: infoJson(info) };
      }
      case 'join': {
        const join = this.#stream.join();
        return join === undefined ? { kind: 'none' } : { kind: 'bytes', ...join };
      }
      case 'prelude': {
        const bytes = this.#stream.prelude(question.epoch, question.number);
        return bytes === undefined ? { kind: 'none' } : { kind: 'bytes', bytes, headSeq: undefined };
      }
      case 'packets': {
        const result = this.#stream.packets(question.epoch, question.first, question.last);
        if (result.kind === 'ok') {
          return { kind: 'bytes', ...result.value };
        }
        return result.kind === 'early' && result.headSeq !== undefined
          ? { kind: 'early', headSeq: result.headSeq }
          : { kind: 'none' };
      }
    }
  }

  /** Sends what counts: media, of `bytes` bytes. */
  #send(message: LeaderMessage, bytes: number): void {
    if (this.#ended) {
      return;
    }
    if (this.#sentBytes - this.#readBytes + bytes > MAX_UNREAD_BYTES) {
      this.close();
      return;
    }
    this.#sentBytes += bytes;
    this.#post(message);
  }

  #post(message: LeaderMessage): void {
    this.#channel.post(message);
  }

  #end(): void {
    if (!this.#ended) {
      this.#ended = true;
      this.#substreams.clear();
      this.#channel.close();
      this.#onEnd();
    }
  }
}
