import { describe, expect, it } from 'vitest';
import { tagRole } from '../../media/flv-tag.js';
import { Publication, type PublicationState } from '../../publish/publication.js';
import { FakeWebSocket } from '../transport/fake-web-socket.js';
import { ManualTime } from '../transport/manual-time.js';
import { tagsOf } from './flv-of.js';

const AVCC = Uint8Array.of(1, 66, 0, 30);
const CONFIGURATION = Uint8Array.of(0x11, 0x90);

function publishing(tracks = { audio: true, video: true }) {
  const time = new ManualTime();
  const sockets: FakeWebSocket[] = [];
  const states: PublicationState[] = [];
  let begins = 0;
  const publication = new Publication(
    {
      url: 'ws://gateway.test/live/cam/publish',
      key: 'secret',
      tracks,
      bitsPerSecond: 1_000_000,
      newWebSocket: (url) => {
        const socket = new FakeWebSocket(url);
        sockets.push(socket);
        return socket.asWebSocket();
      },
      environment: { clock: time, timers: time, random: { next: () => 0.5 } },
    },
    { onState: (state) => states.push(state), onBegin: () => begins++ },
  );
  publication.came('video', 0);
  publication.came('audio', 0);
  const admit = (socket: FakeWebSocket | undefined): void => {
    socket?.open();
    socket?.receive('{"type":"publishing"}');
  };
  const picture = (millis: number, keyframe: boolean, avcC?: Uint8Array): void =>
    publication.picture({ timestampMicros: millis * 1_000, keyframe, data: Uint8Array.of(9), avcC });
  const sound = (millis: number): void =>
    publication.sound({
      timestampMicros: millis * 1_000,
      data: Uint8Array.of(8),
      codec: 'aac',
      configuration: CONFIGURATION,
    });
  return { publication, time, sockets, states, begins: () => begins, admit, picture, sound };
}

function sentOn(socket: FakeWebSocket | undefined): readonly string[] {
  const stream = (socket?.sent ?? []).filter((message) => typeof message !== 'string');
  return tagsOf(stream).map((tag) => `${tag.type} ${tagRole(tag)} ${tag.timestampMillis}`);
}

describe('a publication', () => {
  it('shows its key and sends a stream that begins with what a decoder needs', () => {
    const { sockets, states, admit, picture, sound, publication } = publishing();
    const [socket] = sockets;
    picture(0, true, AVCC); // nobody takes it yet
    admit(socket);
    expect(socket?.sent[0]).toBe('{"type":"publish","key":"secret"}');
    expect(states).toEqual([{ kind: 'live' }]);
    sound(10); // before the first picture
    picture(40, false);
    picture(80, true);
    sound(90);
    sound(110);
    picture(120, true, AVCC); // another size
    expect(sentOn(socket)).toEqual([
      'video sequence header 80',
      'video keyframe 80',
      'audio sequence header 90',
      'audio frame 90',
      'audio frame 110',
      'video sequence header 120',
      'video keyframe 120',
    ]);
    expect(publication.figures).toMatchObject({ pictures: 2, dropped: 0 });
  });

  it('goes on by itself after a lost connection, from the beginning of a stream and later in time', () => {
    const { sockets, states, admit, picture, sound, time, begins } = publishing();
    admit(sockets[0]);
    picture(0, true, AVCC);
    sockets[0]?.drop(1006);
    expect(states.at(-1)).toMatchObject({ kind: 'retrying' });
    picture(40, false); // goes nowhere
    time.advance(500);
    expect(sockets).toHaveLength(2);
    // The gateway still waits for the connection that was lost.
    sockets[1]?.open();
    sockets[1]?.receive('{"type":"refused","reason":"taken","message":"Another encoder."}');
    time.advance(1_000);
    admit(sockets[2]);
    expect(states.at(-1)).toEqual({ kind: 'live' });
    expect(begins()).toBe(2);
    picture(2_000, true, AVCC);
    sound(2_010);
    expect(sentOn(sockets[2])).toEqual([
      'video sequence header 2000',
      'video keyframe 2000',
      'audio sequence header 2010',
      'audio frame 2010',
    ]);
  });

  it('ends with the gateway’s words when it is refused or dismissed', () => {
    for (const message of [
      '{"type":"refused","reason":"wrong-key","message":"The channel or its key is wrong."}',
      '{"type":"refused","reason":"taken","message":"Another encoder."}',
      '{"type":"ended","message":"The channel was stopped."}',
    ]) {
      const { sockets, states, time } = publishing();
      sockets[0]?.open();
      sockets[0]?.receive(message);
      expect(states).toEqual([{ kind: 'ended', message: (JSON.parse(message) as { message: string }).message }]);
      expect(sockets[0]?.closes).toBe(1);
      time.advance(60_000);
      expect(sockets).toHaveLength(1);
    }
  });

  it('leaves pictures out while the way out is full, and never the sound', () => {
    const { publication, sockets, admit, sound, picture, time } = publishing();
    admit(sockets[0]);
    picture(0, true, AVCC);
    expect(publication.advise()).toEqual({ bitsPerSecond: 1_000_000, drop: false });
    time.advance(2_000); // and nothing has arrived
    expect(publication.advise().drop).toBe(true);
    sound(50);
    expect(sentOn(sockets[0]).at(-1)).toBe('audio frame 50');
    expect(publication.figures).toMatchObject({ dropped: 1 });
    sockets[0]?.receive(`{"type":"received","bytes":${publication.figures.sentBytes}}`);
    expect(publication.advise().drop).toBe(false);
  });

  it('counts what has not arrived, though the browser has let it go', () => {
    const { publication, sockets, admit, picture } = publishing();
    admit(sockets[0]);
    picture(0, true, AVCC);
    const { sentBytes } = publication.figures;
    expect(publication.figures.outstandingBytes).toBe(sentBytes);
    sockets[0]?.receive(`{"type":"received","bytes":${sentBytes - 10}}`);
    expect(publication.figures.outstandingBytes).toBe(10);
    // Neither less than before nor more than was sent.
    sockets[0]?.receive('{"type":"received","bytes":1}');
    expect(publication.figures.outstandingBytes).toBe(10);
    sockets[0]?.receive(`{"type":"received","bytes":${sentBytes + 1}}`);
    expect(publication.figures.outstandingBytes).toBe(0);
  });

  it('begins with the sound where there is no picture', () => {
    const { sockets, admit, sound } = publishing({ audio: true, video: false });
    admit(sockets[0]);
    sound(5);
    expect(sentOn(sockets[0])).toEqual(['audio sequence header 5', 'audio frame 5']);
  });

  it('cuts a large picture into messages that the gateway takes', () => {
    const { publication, sockets, admit } = publishing();
    admit(sockets[0]);
    publication.picture({ timestampMicros: 0, keyframe: true, data: new Uint8Array(100_000), avcC: AVCC });
    const sizes = (sockets[0]?.sent ?? []).map((message) => message.length);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(32 * 1024);
    expect(sentOn(sockets[0])).toEqual(['video sequence header 0', 'video keyframe 0']);
  });

  it('says nothing more once it was closed', () => {
    const { publication, sockets, states, admit, picture, time } = publishing();
    admit(sockets[0]);
    publication.close();
    picture(0, true, AVCC);
    time.advance(60_000);
    expect(states).toEqual([{ kind: 'live' }]);
    expect(sockets).toHaveLength(1);
    expect(sentOn(sockets[0])).toEqual([]);
  });
});
