import { createServer, type Server, type ServerResponse } from 'node:http';
import { FlvTagReader } from '../../../web/media/flv-tag-reader.js';
import { flvHeader, tagRole, type FlvTag } from '../../../web/media/flv-tag.js';
import { listen, stop } from './listening.js';

/** Bytes that a reader may leave unread before it is cut off. */
const UNREAD_LIMIT = 8 << 20;

/** The live FLV over HTTP, for any number of readers: each begins with the sequence headers and the next keyframe. */
export class FlvOrigin {
  readonly #server: Server;
  readonly #reader = new FlvTagReader();
  readonly #headers = new Map<string, Uint8Array>();
  readonly #waiting = new Set<ServerResponse>();
  readonly #playing = new Set<ServerResponse>();
  #port = 0;

  constructor() {
    this.#reader.reset('file header');
    this.#server = createServer((_, response) => {
      response.writeHead(200, { 'Content-Type': 'video/x-flv' });
      this.#waiting.add(response);
      response.on('close', () => {
        this.#waiting.delete(response);
        this.#playing.delete(response);
      });
    });
  }

  async start(): Promise<void> {
    this.#port = await listen(this.#server);
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}/live.flv`;
  }

  /** The next bytes of the encoder. */
  accept(chunk: Buffer): void {
    this.#reader.accept(chunk, (tag) => this.#onTag(tag));
    if (this.#reader.malformed) throw new Error('the encoder does not write FLV');
  }

  async close(): Promise<void> {
    await stop(this.#server);
  }

  #onTag(tag: FlvTag): void {
    const role = tagRole(tag);
    if (tag.type === 'script' || role === 'sequence header') {
      this.#headers.set(tag.type, tag.bytes);
    } else if (tag.type === 'video' && role === 'keyframe') {
      for (const response of this.#waiting) this.#begin(response);
      this.#waiting.clear();
    }
    for (const response of this.#playing) {
      if (response.writableLength > UNREAD_LIMIT) response.destroy();
      else response.write(tag.bytes);
    }
  }

  #begin(response: ServerResponse): void {
    response.write(flvHeader({ audio: true, video: true }));
    for (const header of this.#headers.values()) response.write(header);
    this.#playing.add(response);
  }
}
