import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** A TCP proxy in front of the gateway that can cut the connections whose request begins with a given path. */
export class SocketCutter {
  readonly #server: Server;
  readonly #connections = new Map<Socket, string>();
  #refused: string | undefined;

  private constructor(targetPort: number) {
    this.#server = createServer((client) => {
      const target = connect(targetPort, '127.0.0.1');
      this.#connections.set(client, '');
      client.on('data', (chunk) => {
        const path = /^[A-Z]+ (\S+) /.exec(chunk.subarray(0, 200).toString('latin1'))?.[1];
        if (path !== undefined) this.#connections.set(client, path);
        if (path !== undefined && this.#refused !== undefined && path.startsWith(this.#refused)) {
          client.destroy();
          return;
        }
        target.write(chunk);
      });
      target.on('data', (chunk) => client.write(chunk));
      const end = (): void => {
        this.#connections.delete(client);
        client.destroy();
        target.destroy();
      };
      for (const socket of [client, target]) {
        socket.on('error', end);
        socket.on('close', end);
      }
    });
  }

  static async start(targetPort: number): Promise<SocketCutter> {
    const cutter = new SocketCutter(targetPort);
    cutter.#server.listen(0, '127.0.0.1');
    await once(cutter.#server, 'listening');
    return cutter;
  }

  get origin(): string {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    return `http://127.0.0.1:${address.port}`;
  }

  /** Ends the connections whose latest request went to `path…`; tells how many. */
  cut(path: string): number {
    const chosen = [...this.#connections].filter(([, at]) => at.startsWith(path));
    for (const [client] of chosen) client.destroy();
    return chosen.length;
  }

  /** From now on requests to `path…` are cut; undefined lets all through again. */
  refuse(path: string | undefined): void {
    this.#refused = path;
  }

  close(): void {
    for (const client of this.#connections.keys()) client.destroy();
    this.#server.close();
  }
}
