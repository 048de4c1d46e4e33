import { describe, expect, it } from 'vitest';
import { BoundedSocket } from '../../transport/bounded-socket.js';
import { FakeWebSocket } from './fake-web-socket.js';
import { ManualTime } from './manual-time.js';

function opened(): { fake: FakeWebSocket; time: ManualTime; heard: string[]; socket: BoundedSocket } {
  const time = new ManualTime();
  const heard: string[] = [];
  const fake = new FakeWebSocket('ws://gateway/feed/news');
  const socket = new BoundedSocket(
    () => fake.asWebSocket(),
    time,
    fake.url,
    { maxTextLength: 10, maxBinaryBytes: 4 },
    {
      onOpen: () => heard.push('open'),
      onText: (text) => heard.push(`text ${text}`),
      onBinary: (bytes) => heard.push(`binary ${bytes.join(',')}`),
      onClose: (reason) => heard.push(`close ${reason}`),
    },
  );
  return { fake, time, heard, socket };
}

describe('BoundedSocket', () => {
  it('delivers messages within the limits', () => {
    const { fake, heard } = opened();
    fake.open();
    fake.receive('0123456789');
    fake.receive(new Uint8Array([1, 2, 3, 4]).buffer);
    expect(fake.binaryType).toBe('arraybuffer');
    expect(heard).toEqual(['open', 'text 0123456789', 'binary 1,2,3,4']);
  });

  it('ends at a text or binary message that is too long', () => {
    for (const message of ['0123456789x', new Uint8Array(5).buffer]) {
      const { fake, heard, time } = opened();
      fake.open();
      fake.receive(message);
      fake.receive('later');
      expect(heard.slice(1)).toEqual([expect.stringMatching(/^close .* too long$/)]);
      expect(fake.closes).toBe(1);
      expect(time.pending).toBe(0);
    }
  });

  it('gives up when it is not open within six seconds', () => {
    const { fake, heard, time } = opened();
    time.advance(5_999);
    expect(heard).toEqual([]);
    time.advance(1);
    expect(heard).toEqual(['close not open in time']);
    expect(fake.closes).toBe(1);
  });

  it('stays open after the time in which it had to open', () => {
    const { fake, heard, time } = opened();
    fake.open();
    time.advance(60_000);
    expect(heard).toEqual(['open']);
  });

  it('reports the end once, whatever follows', () => {
    const { fake, heard } = opened();
    fake.fail();
    fake.drop(1006);
    expect(heard).toEqual(['close connection failed']);
  });

  it('is silent after close, which may be called twice', () => {
    const { fake, heard, socket, time } = opened();
    fake.open();
    socket.close();
    socket.close();
    fake.receive('x');
    fake.drop(1000);
    expect(heard).toEqual(['open']);
    expect(fake.closes).toBe(1);
    expect(time.pending).toBe(0);
  });

  it('sends when open only', () => {
    const { fake, socket } = opened();
    socket.send('early');
    fake.open();
    socket.send('now');
    socket.close();
    socket.send('late');
    expect(fake.sent).toEqual(['now']);
  });

  it('ends when what it sends does not leave', () => {
    const { fake, socket, heard } = opened();
    fake.open();
    fake.bufferedAmount = 256 * 1024;
    socket.send('x');
    expect(fake.sent).toEqual([]);
    expect(heard).toEqual(['open', 'close messages do not leave']);
  });

  it('reports an address that the browser refuses, later', () => {
    const time = new ManualTime();
    const heard: string[] = [];
    const refuse = (): WebSocket => {
      throw new SyntaxError('no such scheme');
    };
    const listener = { onOpen: fail, onText: fail, onBinary: fail, onClose: (reason: string) => heard.push(reason) };
    new BoundedSocket(refuse, time, 'nonsense', { maxTextLength: 1, maxBinaryBytes: 0 }, listener);
    expect(heard).toEqual([]);
    time.advance(0);
    expect(heard).toEqual(['address not allowed']);
    expect(time.pending).toBe(0);
  });
});

function fail(): never {
  throw new Error('must not be called');
}
