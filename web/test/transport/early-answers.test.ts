import { describe, expect, it } from 'vitest';
import { EarlyAnswers } from '../../transport/early-answers.js';

function scene() {
  const asked: {
    url: string;
    signal: AbortSignal | null | undefined;
    answer: (text: string) => void;
    fail: () => void;
  }[] = [];
  let now = 0;
  const early = new EarlyAnswers(
    (url, { signal }) =>
      new Promise<Response>((resolve, reject) => {
        const answer = (text: string): void => resolve(new Response(text));
        asked.push({ url, signal, answer, fail: () => reject(new TypeError('no network')) });
      }),
    () => now,
  );
  return { early, asked, pass: (millis: number) => (now += millis) };
}

describe('EarlyAnswers', () => {
  it('gives each answer once, and asks for what nobody asked', async () => {
    const { early, asked } = scene();
    early.ask('/join');
    early.ask('/join');
    expect(asked).toHaveLength(1);
    const first = early.fetch('/join', {});
    asked[0]?.answer('burst');
    expect(await (await first).text()).toBe('burst');
    void early.fetch('/join', {});
    void early.fetch('/other', {});
    expect(asked.map(({ url }) => url)).toEqual(['/join', '/join', '/other']);
  });

  it('asks again for what is old or failed', async () => {
    const { early, asked, pass } = scene();
    early.ask('/old');
    early.ask('/failed');
    asked[1]?.fail();
    const again = early.fetch('/failed', {});
    await expect.poll(() => asked.length).toBe(3);
    asked[2]?.answer('second try');
    expect(await (await again).text()).toBe('second try');
    pass(3_001);
    void early.fetch('/old', {});
    expect(asked[0]?.signal?.aborted).toBe(true);
    expect(asked[3]?.url).toBe('/old');
  });

  it('gives up with the one who took it', () => {
    const { early, asked } = scene();
    const given = new AbortController();
    early.ask('/join');
    void early.fetch('/join', { signal: given.signal });
    expect(asked[0]?.signal?.aborted).toBe(false);
    given.abort();
    expect(asked[0]?.signal?.aborted).toBe(true);
  });

  it('asks for eight addresses at most', () => {
    const { early, asked } = scene();
    for (let i = 0; i < 20; i++) early.ask(`/${i}`);
    expect(asked).toHaveLength(8);
  });
});
