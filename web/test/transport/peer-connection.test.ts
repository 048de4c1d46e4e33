import { describe, expect, it } from 'vitest';
import type { PeerLink } from '../../transport/links.js';
import { openPeerConnection } from '../../transport/open-peer-connection.js';
import type { CompactDescription, Signal } from '../../transport/tracker-messages.js';
import { FakeChannel, FakePeerConnection } from './fake-peer-connection.js';
import { ManualTime } from './manual-time.js';

/** As the browser finds it, as it travels, and as the other side makes it the candidate of that number. */
const candidate = (port: number): string => `candidate:1 1 udp ${2122260223 - port} 192.0.2.7 ${port} typ host`;
const sent = (port: number): string => `h 192.0.2.7 ${port}`;
const rebuilt = (port: number, number: number): string =>
  `candidate:h${number} 1 udp ${2130706431 - 256 * number} 192.0.2.7 ${port} typ host`;
const description = (type: 'offer' | 'answer'): CompactDescription => ({
  type,
  ufrag: 'abcd',
  pwd: '0123456789abcdefghijkl',
  fingerprint: 'A'.repeat(43),
  setup: type === 'offer' ? 'actpass' : 'active',
  candidates: [sent(1)],
});
const offer: Signal = { kind: 'description', description: description('offer') };
const answer: Signal = { kind: 'description', description: description('answer') };

/** Lets the promises of the negotiation run; no timer is waited for. */
async function settle(): Promise<void> {
  for (let i = 0; i < 20; i++) {
    await Promise.resolve();
  }
}

interface Scene {
  readonly link: PeerLink;
  readonly time: ManualTime;
  readonly fake: FakePeerConnection;
  readonly signals: Signal[];
  readonly heard: string[];
}

function begin(initiate: boolean, onControl?: (link: PeerLink) => void): Scene {
  const time = new ManualTime();
  const signals: Signal[] = [];
  const heard: string[] = [];
  const fakes: FakePeerConnection[] = [];
  const newConnection = (configuration: RTCConfiguration): RTCPeerConnection => {
    const fake = new FakePeerConnection(configuration);
    fakes.push(fake);
    return fake as unknown as RTCPeerConnection;
  };
  const link = openPeerConnection(
    newConnection,
    time,
    { initiate, near: true, stun: ['stun:tv.example'] },
    {
      onSignal: (signal) => signals.push(signal),
      onOpen: (path) => heard.push(`open ${path}`),
      onControl: (bytes) => {
        heard.push(`control ${bytes.join(',')}`);
        onControl?.(link);
      },
      onData: (bytes) => heard.push(`data ${bytes.join(',')}`),
      onClose: (reason) => heard.push(`close ${reason}`),
    },
  );
  const [fake] = fakes;
  if (fake === undefined) {
    throw new Error('no connection was made');
  }
  return { link, time, fake, signals, heard };
}

/** A connection whose two channels are open. */
async function opened(initiate = true, onControl?: (link: PeerLink) => void): Promise<Scene> {
  const scene = begin(initiate, onControl);
  await settle();
  if (!initiate) {
    for (const channel of [new FakeChannel('control', true), new FakeChannel('data', false)]) {
      scene.fake.channels.push(channel);
      scene.fake.offerChannel(channel);
    }
  }
  scene.fake.channels.forEach((channel) => channel.open());
  await settle();
  return scene;
}

describe('PeerConnection', () => {
  it('makes both channels and sends one offer with the candidates of 30 ms', async () => {
    const { fake, signals, time } = begin(true);
    await settle();
    expect(fake.configuration.iceServers).toEqual([{ urls: ['stun:tv.example'] }]);
    expect(fake.channels.map(({ label, ordered, binaryType }) => [label, ordered, binaryType])).toEqual([
      ['control', true, 'arraybuffer'],
      ['data', false, 'arraybuffer'],
    ]);
    time.advance(100);
    fake.find(candidate(1));
    fake.find(`${candidate(9).replace('udp', 'tcp')} tcptype active`);
    time.advance(29);
    fake.find(candidate(2));
    expect(signals).toEqual([]);
    time.advance(1);
    fake.find(candidate(3));
    fake.find(candidate(3));
    fake.find(null);
    expect(signals).toMatchObject([
      { kind: 'description', description: { type: 'offer', candidates: [sent(1), sent(2)] } },
      { kind: 'candidate', candidate: sent(3) },
    ]);
  });

  it('does not wait when no more candidates are expected', async () => {
    const { fake, signals } = begin(true);
    await settle();
    fake.find(candidate(1));
    fake.find(null);
    expect(signals).toHaveLength(1);
  });

  it('sends an offer without candidates when none is found in time', async () => {
    const { signals, time } = begin(true);
    await settle();
    time.advance(149);
    expect(signals).toEqual([]);
    time.advance(1);
    expect(signals).toMatchObject([{ kind: 'description', description: { candidates: [] } }]);
  });

  it('sends twenty candidates at most', async () => {
    const { fake, signals, time } = begin(true);
    await settle();
    fake.find(candidate(1));
    time.advance(30);
    for (let port = 2; port < 40; port++) {
      fake.find(candidate(port));
    }
    expect(signals).toHaveLength(20);
  });

  it('answers an offer, with candidates that came before it', async () => {
    const { link, fake, signals } = begin(false);
    for (let port = 100; port < 130; port++) {
      link.accept({ kind: 'candidate', candidate: sent(port) });
    }
    expect(fake.candidates).toEqual([]);
    link.accept(offer);
    link.accept(offer);
    await settle();
    fake.find(null);
    expect(fake.remoteDescription?.sdp).toContain(`a=${rebuilt(1, 0)}\r\n`);
    expect(fake.candidates).toEqual(Array.from({ length: 20 }, (_, i) => rebuilt(100 + i, 20 + i)));
    expect(signals).toMatchObject([{ kind: 'description', description: { type: 'answer', setup: 'active' } }]);
  });

  it('takes no offer as initiator, and no answer otherwise', async () => {
    const initiator = begin(true);
    const other = begin(false);
    await settle();
    initiator.link.accept(offer);
    other.link.accept(answer);
    await settle();
    expect(initiator.fake.remoteDescription).toBeNull();
    expect(other.fake.remoteDescription).toBeNull();
    initiator.link.accept(answer);
    await settle();
    expect(initiator.fake.remoteDescription?.type).toBe('answer');
  });

  it('is not disturbed by malformed signals', async () => {
    const { link, fake, heard } = begin(true);
    await settle();
    link.accept({ kind: 'candidate', candidate: 'h 192.0.2.7 1\r\na=setup:active' });
    link.accept({ kind: 'description', description: { ...description('answer'), ufrag: 'x\r\ny' } });
    link.accept(answer);
    link.accept({ kind: 'candidate', candidate: 'h unusable.local 9' });
    await settle();
    expect(fake.remoteDescription?.type).toBe('answer');
    expect(fake.candidates).toHaveLength(1);
    expect(heard).toEqual([]);
  });

  it('closes when the browser refuses the description', async () => {
    const { link, fake, heard } = begin(true);
    await settle();
    fake.refusesRemote = true;
    link.accept(answer);
    await settle();
    expect(heard).toEqual(['close negotiation failed']);
    expect(fake.closes).toBe(1);
  });

  it('is open when both channels are, and says by which path', async () => {
    const { fake, heard } = begin(true);
    fake.stats = [
      ['T', { type: 'transport', selectedCandidatePairId: 'P' }],
      ['P', { type: 'candidate-pair', localCandidateId: 'L' }],
      ['L', { type: 'local-candidate', candidateType: 'srflx' }],
    ];
    await settle();
    fake.channels[0]?.open();
    await settle();
    expect(heard).toEqual([]);
    fake.channels[1]?.open();
    await settle();
    expect(heard).toEqual(['open srflx']);
  });

  it('finds the path where the transport does not name the pair', async () => {
    const { fake, heard } = begin(true);
    fake.stats = [
      ['Q', { type: 'candidate-pair', localCandidateId: 'L2', state: 'failed' }],
      ['P', { type: 'candidate-pair', localCandidateId: 'L', selected: true }],
      ['L', { type: 'local-candidate', candidateType: 'host' }],
    ];
    await settle();
    fake.channels.forEach((channel) => channel.open());
    await settle();
    expect(heard).toEqual(['open host']);
  });

  it('delivers what came before it was open, after it', async () => {
    const scene = begin(false);
    const control = new FakeChannel('control', true);
    const data = new FakeChannel('data', false);
    control.open();
    scene.fake.offerChannel(control);
    control.receive(new Uint8Array([1]).buffer);
    data.open();
    scene.fake.offerChannel(data);
    data.receive(new Uint8Array([10]).buffer);
    expect(scene.heard).toEqual([]);
    await settle();
    expect(scene.heard).toEqual(['open unknown', 'control 1', 'data 10']);
  });

  it('delivers nothing more to a listener that closed the link at the first message', async () => {
    const scene = begin(false, (link) => link.close());
    const control = new FakeChannel('control', true);
    const data = new FakeChannel('data', false);
    for (const channel of [control, data]) {
      channel.open();
      scene.fake.offerChannel(channel);
    }
    control.receive(new Uint8Array([1]).buffer);
    control.receive(new Uint8Array([2]).buffer);
    await settle();
    expect(scene.heard).toEqual(['open unknown', 'control 1']);
    expect(scene.fake.closes).toBe(1);
  });

  it('sends on the channel meant, and tells what waits', async () => {
    const { link, fake } = await opened();
    link.sendControl(new Uint8Array([1]));
    link.sendData(new Uint8Array([10, 2]));
    const [control, data] = fake.channels;
    expect(control?.sent).toEqual([new Uint8Array([1])]);
    expect(data?.sent).toEqual([new Uint8Array([10, 2])]);
    Object.assign(data ?? {}, { bufferedAmount: 777 });
    expect(link.bufferedBytes()).toBe(777);
    link.close();
    link.sendControl(new Uint8Array([3]));
    expect(control?.sent).toHaveLength(1);
  });

  it.each([
    ['control', 4 * 1024],
    ['data', 1 + 4 + 65_536],
  ])('ends at a message on %s that is longer than %i', async (label, limit) => {
    const { fake, heard } = await opened();
    const channel = fake.channels.find((each) => each.label === label);
    channel?.receive(new ArrayBuffer(limit));
    expect(heard).toHaveLength(2);
    channel?.receive(new ArrayBuffer(limit + 1));
    expect(heard[2]).toBe('close message too long');
  });

  it('ends at a text message', async () => {
    const { fake, heard } = await opened();
    fake.channels[0]?.receive('hello');
    expect(heard).toEqual(['open unknown', 'close text message']);
  });

  it.each([
    ['another name', new FakeChannel('chat', true)],
    ['control unordered', new FakeChannel('control', false)],
    ['data ordered', new FakeChannel('data', true)],
    ['unreliable', Object.assign(new FakeChannel('data', false), { maxRetransmits: 0 })],
  ])('ends at a channel with %s', (_, channel) => {
    const { fake, heard } = begin(false);
    fake.offerChannel(channel);
    expect(heard).toEqual(['close unknown channel']);
  });

  it('ends at a channel made twice, or made by the wrong side', async () => {
    const other = await opened(false);
    other.fake.offerChannel(new FakeChannel('data', false));
    expect(other.heard).toEqual(['open unknown', 'close channel made twice']);
    const initiator = await opened(true);
    initiator.fake.offerChannel(new FakeChannel('data', false));
    expect(initiator.heard).toEqual(['open unknown', 'close unknown channel']);
  });

  it('ends when too much comes before it is open', () => {
    const { fake, heard } = begin(false);
    const control = new FakeChannel('control', true);
    fake.offerChannel(control);
    for (let i = 0; i < 65; i++) {
      control.receive(new ArrayBuffer(1));
    }
    expect(heard).toEqual(['close too many messages before the connection was open']);
  });

  it('ends when control messages do not leave; data messages are dropped', async () => {
    const { link, fake, heard } = await opened();
    const [control, data] = fake.channels;
    Object.assign(data ?? {}, { bufferedAmount: 4 * 1024 * 1024 });
    link.sendData(new Uint8Array(1));
    expect(data?.sent).toEqual([]);
    Object.assign(control ?? {}, { bufferedAmount: 512 * 1024 });
    link.sendControl(new Uint8Array(1));
    expect(heard).toEqual(['open unknown', 'close control messages do not leave']);
  });

  it('gives up when it is not open within 15 s', async () => {
    const { time, fake, heard } = begin(true);
    await settle();
    time.advance(14_999);
    expect(heard).toEqual([]);
    time.advance(1);
    expect(heard).toEqual(['close not open in time']);
    expect(fake.closes).toBe(1);
    expect(time.pending).toBe(0);
  });

  it('outlives a short disconnection, not a long one', async () => {
    const { time, fake, heard } = await opened();
    fake.become('disconnected');
    time.advance(4_999);
    fake.become('connected');
    time.advance(60_000);
    expect(heard).toEqual(['open unknown']);
    fake.become('disconnected');
    time.advance(5_000);
    expect(heard).toEqual(['open unknown', 'close connection lost']);
  });

  it('ends at once when the connection failed or the other side closed a channel', async () => {
    const failed = await opened();
    failed.fake.become('failed');
    expect(failed.heard).toEqual(['open unknown', 'close connection failed']);
    const left = await opened();
    left.fake.channels[1]?.drop();
    left.fake.channels[0]?.drop();
    expect(left.heard).toEqual(['open unknown', 'close data closed']);
  });

  it('is silent after close, which may be called twice, and leaves nothing behind', async () => {
    const { link, fake, heard, signals, time } = await opened();
    link.close();
    link.close();
    fake.channels.forEach((channel) => channel.drop());
    fake.become('failed');
    fake.find(candidate(1));
    link.accept(answer);
    await settle();
    expect(heard).toEqual(['open unknown']);
    expect(signals).toEqual([]);
    expect(fake.closes).toBe(1);
    time.advance(500); // the limit on waiting for statistics
    expect(time.pending).toBe(0);
  });

  it('reports a connection that the browser refuses to make, later', () => {
    const time = new ManualTime();
    const heard: string[] = [];
    const refuse = (): RTCPeerConnection => {
      throw new Error('too many');
    };
    const nothing = (): void => undefined;
    const link = openPeerConnection(
      refuse,
      time,
      { initiate: true, near: true, stun: [] },
      {
        onSignal: nothing,
        onOpen: nothing,
        onControl: nothing,
        onData: nothing,
        onClose: (reason) => heard.push(reason),
      },
    );
    link.accept(offer);
    link.sendData(new Uint8Array(1));
    expect(link.bufferedBytes()).toBe(0);
    expect(heard).toEqual([]);
    time.advance(0);
    expect(heard).toEqual(['refused by the browser']);
  });
});
