import { createServer, connect, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { FlvTagReader } from '../../web/media/flv-tag-reader.js';

/** What a picture is known by: so many bytes of it, behind the 5 bytes that FLV puts before them. */
const MARK_BYTES = 64;
const PICTURE_START = 11 + 5;
/** A mark may lie across two reads. */
const KEPT_BYTES = 1 << 20;

/** The pictures of an FLV file in their order, each by its mark; pictures with the mark of another one are left out. */
export function marksOf(flv: Uint8Array): readonly string[] {
  const marks: string[] = [];
  const reader = new FlvTagReader();
  reader.reset('file header');
  reader.accept(flv, (tag) => {
    const mark = markOf(tag.bytes);
    if (tag.type === 'video' && mark !== undefined) marks.push(mark);
  });
  const counts = new Map<string, number>();
  for (const mark of marks) counts.set(mark, (counts.get(mark) ?? 0) + 1);
  return marks.filter((mark) => counts.get(mark) === 1);
}

/** Undefined for a tag that is too short. @param tag with its header */
export function markOf(tag: Uint8Array): string | undefined {
  const end = PICTURE_START + MARK_BYTES;
  return tag.length < end + 4 ? undefined : Buffer.from(tag.subarray(PICTURE_START, end)).toString('latin1');
}

/** A TCP relay that notes when each of the expected pictures passes towards the server, its first bytes seen. */
export class PassingFrames {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #marks: readonly string[];
  readonly #passedAt = new Map<string, number>();
  #next = 0;
  #bytes = Buffer.alloc(0);

  private constructor(marks: readonly string[], target: number) {
    this.#marks = marks;
    this.#server = createServer((client) => {
      const onward = connect(target, '127.0.0.1');
      for (const socket of [client, onward]) {
        socket.setNoDelay(true);
        this.#sockets.add(socket);
        socket.on('error', () => undefined); // its end is told to both sides below
      }
      client.on('data', (chunk: Buffer) => {
        this.#look(chunk);
        onward.write(chunk);
      });
      onward.on('data', (chunk: Buffer) => client.write(chunk));
      client.on('close', () => onward.destroy());
      onward.on('close', () => client.destroy());
    });
  }

  /** @param target port on this machine */
  static async start(marks: readonly string[], target: number): Promise<PassingFrames> {
    const relay = new PassingFrames(marks, target);
    relay.#server.listen(0, '127.0.0.1');
    await once(relay.#server, 'listening');
    return relay;
  }

  get port(): number {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('not listening');
    return address.port;
  }

  /** When the picture passed, by performance.now(); undefined when it has not. */
  passedAt(mark: string): number | undefined {
    return this.#passedAt.get(mark);
  }

  close(): void {
    this.#server.close();
    this.#sockets.forEach((socket) => socket.destroy());
  }

  #look(chunk: Buffer): void {
    const now = performance.now();
    this.#bytes = Buffer.concat([this.#bytes, chunk]);
    for (let mark = this.#marks[this.#next]; mark !== undefined; mark = this.#marks[this.#next]) {
      const at = this.#bytes.indexOf(mark, 0, 'latin1');
      if (at < 0) break;
      this.#passedAt.set(mark, now);
      this.#next++;
      this.#bytes = this.#bytes.subarray(at + mark.length);
    }
    this.#bytes = this.#bytes.subarray(Math.max(0, this.#bytes.length - KEPT_BYTES));
  }
}
