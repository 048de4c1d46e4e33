import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { listen } from './listening.js';
import type { Uplink } from './uplink.js';

/** Bytes that left the origin's socket, everything above TCP counted. */
export interface OriginBytes {
  readonly media: number;
  readonly signalling: number;
}

/**
 * Stands in front of an origin and hands bytes on as they are, so that what the origin sends is counted, and limited, at
 * one place for whatever protocol it speaks. A connection is signalling when its first request is for a path that
 * `isSignalling` names; everything else is media, with its headers, playlists and refusals.
 */
export class CountingProxy {
  readonly #target: number;
  readonly #uplink: Uplink;
  readonly #isSignalling: (path: string) => boolean;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #media = 0;
  #signalling = 0;

  constructor(target: number, uplink: Uplink, isSignalling: (path: string) => boolean) {
    this.#target = target;
    this.#uplink = uplink;
    this.#isSignalling = isSignalling;
    this.#server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => this.#onClient(client));
  }

  /** The port to which viewers go. */
  async start(): Promise<number> {
    return listen(this.#server);
  }

  get bytes(): OriginBytes {
    return { media: this.#media, signalling: this.#signalling };
  }

  async close(): Promise<void> {
    if (!this.#server.listening) return;
    const closed = once(this.#server, 'close');
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #onClient(client: Socket): void {
    const origin = connect({ port: this.#target, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
    let signalling = false;
    let sent = Promise.resolve();
    client.once('data', (chunk: Buffer) => {
      signalling = this.#isSignalling(chunk.subarray(0, 200).toString('latin1').split(' ')[1] ?? '');
    });
    client.pipe(origin);
    origin.on('data', (chunk: Buffer) => {
      origin.pause();
      const write = (slice: Buffer): void => {
        if (client.destroyed) return;
        client.write(slice);
        if (signalling) this.#signalling += slice.length;
        else this.#media += slice.length;
      };
      sent = this.#uplink.send(chunk, write).then(() => {
        if (client.writableNeedDrain) client.once('drain', () => origin.resume());
        else origin.resume();
      });
    });
    // A paused socket tells its end too, while its last bytes still wait for their turn.
    origin.on('end', () => void sent.then(() => client.end()));
    for (const [socket, other] of [
      [client, origin],
      [origin, client],
    ] as const) {
      this.#sockets.add(socket);
      socket.on('error', () => other.destroy()); // a viewer or an origin that went; the other side sees the same
      socket.on('close', () => {
        this.#sockets.delete(socket);
        if (socket.errored !== null || socket === client) other.destroy();
      });
    }
  }
}
