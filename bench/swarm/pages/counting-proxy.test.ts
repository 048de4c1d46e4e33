import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { test } from 'node:test';
import { CountingProxy } from './counting-proxy.js';
import { listen, stop } from './listening.js';
import { Uplink } from './uplink.js';

interface Stage {
  readonly port: number;
  readonly proxy: CountingProxy;
  close(): Promise<void>;
}

async function stage(megabits: number | undefined, body: Buffer): Promise<Stage> {
  const server = createServer((_, response) => response.end(body));
  const uplink = new Uplink(megabits);
  const proxy = new CountingProxy(await listen(server), uplink, (path) => path.startsWith('/tracker'));
  const port = await proxy.start();
  const close = async (): Promise<void> => {
    uplink.close();
    await proxy.close();
    await stop(server);
  };
  return { port, proxy, close };
}

/** One request on a connection of its own; everything that comes back. */
function request(port: number, path: string): Promise<Buffer> {
  return new Promise((done, fail) => {
    const chunks: Buffer[] = [];
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    });
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.on('error', fail);
    socket.on('close', () => done(Buffer.concat(chunks)));
  });
}

test('every byte arrives and is counted, signalling apart', async () => {
  const body = Buffer.alloc(300_000, 7);
  const { port, proxy, close } = await stage(undefined, body);
  try {
    const media = await request(port, '/live.flv');
    const signalling = await request(port, '/tracker');
    assert.ok(media.subarray(-body.length).equals(body));
    assert.deepEqual(proxy.bytes, { media: media.length, signalling: signalling.length });
  } finally {
    await close();
  }
});

test('two connections share one limit', async () => {
  const body = Buffer.alloc(125_000);
  const { port, close } = await stage(2, body);
  try {
    const start = performance.now();
    const got = await Promise.all([request(port, '/a'), request(port, '/b')]);
    const seconds = (performance.now() - start) / 1_000;
    const bytes = got.reduce((sum, one) => sum + one.length, 0);
    assert.ok(bytes - (64 << 10) <= 250_000 * seconds, `${bytes} bytes in ${seconds} s`);
    assert.ok(got.every((one) => one.subarray(-body.length).equals(body)));
  } finally {
    await close();
  }
});
