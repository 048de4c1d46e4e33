// The parts that the figures rest on: node bench/run.mjs swarm/cost/parts.test
import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { test } from 'node:test';
import { DevtoolsPipe } from './devtools-pipe.js';
import { judge, slope, type MemoryLook } from './flatness.js';
import { growth, summarize, type HeapSnapshot } from './heap-summary.js';
import { parseStat, processTree } from './process-cost.js';

const MEGABYTE = 1024 * 1024;

function look(minute: number, heapBytes: number, domNodes = 100): MemoryLook {
  return { minute, heapBytes, domNodes, residentBytes: 0, listeners: 10, documents: 1, connections: 2 };
}

function looks(heapAt: (minute: number) => number): MemoryLook[] {
  return Array.from({ length: 29 }, (_, index) => look(index + 2, heapAt(index + 2)));
}

test('a stat line is read from its end, for a name may hold brackets and blanks', () => {
  const line = '42 (Web) Content) 1) S 7 1 1 0 -1 0 0 0 0 0 150 25 900 900 20 0 9 0 5 0 0';
  assert.deepEqual(parseStat(line), { pid: 42, parent: 7, name: 'Web) Content) 1', cpuSeconds: 1.75 });
  assert.throws(() => parseStat('nothing'));
});

test('the tree of this process has this process', async () => {
  assert.ok((await processTree(process.pid)).some(({ pid }) => pid === process.pid));
});

test('the slope of a line is found, and one point has none', () => {
  const points = [0, 1, 2, 5].map((x) => [x, 3 * x + 4] as const);
  assert.ok(Math.abs(slope(points) - 3) < 1e-9);
  assert.equal(slope([[1, 1]]), 0);
});

test('a heap that swings is flat, one that climbs is not', () => {
  assert.equal(judge(looks((minute) => 14 * MEGABYTE + (minute % 2) * MEGABYTE)).flat, true);
  const climbing = judge(looks((minute) => 14 * MEGABYTE + minute * 0.11 * MEGABYTE));
  assert.equal(climbing.flat, false);
  assert.ok(Math.abs(climbing.slopeBytesPerTenMinutes / MEGABYTE - 1.1) < 0.01);
});

test('a small heap that grows by a fifth is not flat, nor is one whose nodes multiply', () => {
  assert.equal(judge(looks((minute) => 2 * MEGABYTE + minute * 0.02 * MEGABYTE)).flat, false);
  assert.equal(judge(Array.from({ length: 29 }, (_, index) => look(index, MEGABYTE, 100 + index))).flat, false);
});

test('a snapshot is summed by constructor, and only what grew is told', () => {
  const snapshot = (bytes: readonly number[]): HeapSnapshot => ({
    snapshot: { meta: { node_fields: ['type', 'name', 'self_size'], node_types: [['hidden', 'object'], 'string'] } },
    nodes: bytes.flatMap((size, index) => [index === 0 ? 0 : 1, index === 0 ? 0 : 1, size]),
    strings: ['code', 'Packet'],
  });
  const before = summarize(snapshot([50, 8, 8]));
  assert.deepEqual(before.get('object Packet'), { name: 'object Packet', count: 2, selfBytes: 16 });
  const grown = growth(before, summarize(snapshot([40, 8, 8, 8])), 10);
  assert.deepEqual(grown, [{ name: 'object Packet', count: 1, selfBytes: 8 }]);
});

test('answers find their questions however the pipe cuts them', async () => {
  const [out, input] = [new PassThrough(), new PassThrough()];
  const pipe = new DevtoolsPipe(out, input);
  const heard: string[] = [];
  pipe.listen('s', (method) => heard.push(method));
  const first = pipe.send<string>('A', {}, 's');
  const second = pipe.send('B');
  const text = '{"method":"E","sessionId":"s"}\0{"id":2,"error":{"message":"no"}}\0{"id":1,"result":"é"}\0';
  for (const byte of Buffer.from(text)) input.write(Buffer.from([byte]));
  await assert.rejects(second, /no/);
  assert.equal(await first, 'é');
  assert.deepEqual(heard, ['E']);
  assert.deepEqual(
    String(out.read())
      .split('\0')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as unknown),
    [
      { id: 1, method: 'A', params: {}, sessionId: 's' },
      { id: 2, method: 'B', params: {} },
    ],
  );
});

test('whoever waits hears that the browser is gone', async () => {
  const input = new PassThrough();
  const pipe = new DevtoolsPipe(new PassThrough(), input);
  const waiting = pipe.send('A');
  input.destroy();
  await assert.rejects(waiting, /gone/);
});
