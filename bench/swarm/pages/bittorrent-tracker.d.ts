declare module 'bittorrent-tracker/server' {
  import type { Server as HttpServer } from 'node:http';
  import type { EventEmitter } from 'node:events';

  /** The part that the benchmark uses. */
  export default class Server extends EventEmitter {
    constructor(options: { udp: boolean; http: boolean; ws: boolean; stats: boolean });
    readonly http: HttpServer;
    close(done: () => void): void;
  }
}
