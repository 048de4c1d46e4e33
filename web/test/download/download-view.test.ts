import { describe, expect, it } from 'vitest';
import { downloadView, type DownloadFacts, type Phase } from '../../download/download-view.js';
import { Speed } from '../../player/speed.js';
import { timeLeft } from '../../player/transfer-words.js';

const facts: DownloadFacts = {
  phase: 'running',
  sizeBytes: 1_000_000_000,
  pieces: 15_259,
  writtenBytes: 620_000_000,
  bytesPerSecond: 12_000_000,
  fromPeersBytes: 400_000_000,
  fromServerBytes: 120_000_000,
  toPeersBytes: 0,
  neighbours: 3,
  gatewayFailures: 0,
  lost: 0,
  isLink: false,
  hasToken: false,
  mostBytes: 0,
};
/** A narrow no-break space stands before units. */
const plain = (text: string): string => text.replaceAll('\u202f', ' ');

describe('a download that runs', () => {
  it('shows how far it is, how fast, and for how long', () => {
    const { line, first, second, notice, bar } = downloadView(facts);
    expect(plain(line)).toBe('62 % · 620 MB of 1.0 GB · 12 MB/s · 32 s left');
    expect([first?.action, second?.action, notice]).toEqual(['pause', 'cancel', '']);
    expect(bar?.peers).toBeCloseTo(0.4);
    expect(bar?.server).toBeCloseTo(0.12);
    expect(bar?.kept).toBeCloseTo(0.1);
  });

  it('claims neither speed nor time before it knows them', () => {
    expect(plain(downloadView({ ...facts, bytesPerSecond: undefined }).line)).toBe('62 % · 620 MB of 1.0 GB');
    expect(plain(downloadView({ ...facts, bytesPerSecond: 0 }).line)).toBe('62 % · 620 MB of 1.0 GB');
  });

  it('never shows more than is written', () => {
    const bar = downloadView({ ...facts, writtenBytes: 100_000_000 }).bar;
    expect((bar?.peers ?? 0) + (bar?.server ?? 0) + (bar?.kept ?? 0)).toBeCloseTo(0.1);
  });

  it('says why it stands still', () => {
    const still = { ...facts, bytesPerSecond: 0 };
    expect(downloadView({ ...still, lost: 1 }).notice).toContain('damaged on the server');
    expect(downloadView({ ...still, gatewayFailures: 3 }).notice).toContain('Trying again');
    expect(downloadView({ ...facts, gatewayFailures: 3 }).notice).toContain('Other viewers');
    expect(downloadView({ ...facts, lost: 1 }).notice).toBe('');
  });
});

describe('a download that is done', () => {
  it('tells how much was verified', () => {
    expect(downloadView({ ...facts, phase: 'done' }).notice).toContain('Saved: all 15,259 pieces verified');
    expect(downloadView({ ...facts, phase: 'done', pieces: 1 }).notice).toContain('its one piece verified');
  });

  it('is taken from the page where the page has it', () => {
    expect(downloadView({ ...facts, phase: 'done' }).first).toBeUndefined();
    expect(downloadView({ ...facts, phase: 'done', isLink: true }).first?.action).toBe('save');
  });
});

describe('whatever stops it', () => {
  const stops: Phase[] = ['no object', 'offline', 'unknown', 'denied', 'false descriptor', 'no room', 'not written'];

  it.each([...stops, 'too large' as const])('%s has words', (phase) => {
    expect(downloadView({ ...facts, phase })).toMatchObject({ tone: 'bad', bar: undefined });
    expect(downloadView({ ...facts, phase }).notice.length).toBeGreaterThan(20);
  });

  it('asks for a token only where one is missing or another', () => {
    expect(stops.filter((phase) => downloadView({ ...facts, phase }).asksForToken)).toEqual(['denied']);
    expect(downloadView({ ...facts, phase: 'denied', hasToken: true }).notice).toContain('not its token');
  });

  it('can be tried again where that may help', () => {
    const again = stops.filter((phase) => downloadView({ ...facts, phase }).first?.action === 'start');
    expect(again).toEqual(['no room', 'not written']);
  });
});

it.each([
  [0.2, '1 s left'],
  [99, '99 s left'],
  [150, '3 min left'],
  [7_500, '2 h 5 min left'],
  [400_000, '5 days left'],
])('%d seconds are %s', (seconds, words) => {
  expect(timeLeft(seconds)).toBe(words);
});

describe('the speed', () => {
  it('is that of the last five seconds', () => {
    const speed = new Speed();
    for (let second = 0; second <= 20; second++) speed.add(second < 10 ? 0 : (second - 10) * 1_000, second * 1_000);
    expect(speed.bytesPerSecond).toBe(1_000);
  });

  it('is unknown at the beginning and after a pause', () => {
    const speed = new Speed();
    speed.add(0, 0);
    speed.add(500, 500);
    expect(speed.bytesPerSecond).toBeUndefined();
    speed.add(2_000, 2_000);
    expect(speed.bytesPerSecond).toBe(1_000);
    speed.reset();
    speed.add(2_000, 60_000);
    expect(speed.bytesPerSecond).toBeUndefined();
  });
});
