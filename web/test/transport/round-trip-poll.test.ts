import { expect, it } from 'vitest';
import { RoundTripPoll } from '../../transport/round-trip-poll.js';
import { ManualTime } from './manual-time.js';

function begin(answer: () => Promise<unknown>) {
  const time = new ManualTime();
  const tearDown = new AbortController();
  let asked = 0;
  const poll = new RoundTripPoll(time, tearDown.signal, () => {
    asked++;
    return answer() as Promise<RTCStatsReport>;
  });
  return { time, tearDown, poll, asked: () => asked };
}

const settle = async (): Promise<void> => {
  for (let i = 0; i < 5; i++) await Promise.resolve();
};

it('asks only when it is asked, and at most every five seconds', async () => {
  const pair = { type: 'candidate-pair', nominated: true, state: 'succeeded', currentRoundTripTime: 0.034 };
  const { time, tearDown, poll, asked } = begin(() => Promise.resolve(new Map([['p', pair]])));
  time.advance(60_000);
  expect(asked()).toBe(0);
  expect(poll.millis()).toBeUndefined();
  await settle();
  expect(poll.millis()).toBe(34);
  time.advance(4_999);
  poll.millis();
  expect(asked()).toBe(1);
  time.advance(1);
  poll.millis();
  expect(asked()).toBe(2);
  tearDown.abort();
  expect(time.pending).toBe(0);
});

it('says nothing where the browser does not', async () => {
  for (const answer of [() => Promise.reject(new Error('closed')), () => Promise.resolve(new Map())]) {
    const { poll } = begin(answer);
    poll.millis();
    await settle();
    expect(poll.millis()).toBeUndefined();
  }
});
