import { once } from 'node:events';
import { createServer, type Server as TcpServer } from 'node:net';
import type { Server as HttpServer } from 'node:http';

/** Listens on a free port of the loopback address and tells which. */
export async function listen(server: TcpServer | HttpServer): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
  return address.port;
}

/** Ends a server and its connections; does nothing when it does not listen. */
export async function stop(server: HttpServer): Promise<void> {
  if (!server.listening) return;
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}

/** A port that was free a moment ago, for a program that wants to be told one. */
export async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  const closed = once(server, 'close');
  server.close();
  await closed;
  return port;
}
