import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { PlayerMediaSession } from '../../player/media-session.js';
import { timeRanges } from '../../player/time-ranges.js';

class FakePlayer extends EventTarget {
  paused = true;
  duration = Infinity;
  playbackRate = 1;
  seekable = timeRanges([]);
  currentTime = 20;
  readonly calls: string[] = [];

  play(): Promise<void> {
    this.calls.push('play');
    return Promise.resolve();
  }

  pause(): void {
    this.calls.push('pause');
  }

  stop(): void {
    this.calls.push('stop');
  }

  begin(): void {
    this.paused = false;
    this.dispatchEvent(new Event('play'));
  }
}

class FakeSession {
  metadata: { readonly title: string } | null = null;
  playbackState = 'none';
  position: MediaPositionState | undefined;
  readonly handlers = new Map<string, MediaSessionActionHandler | null>();

  setActionHandler(action: string, handler: MediaSessionActionHandler | null): void {
    if (action === 'stop') throw new TypeError('not known here');
    this.handlers.set(action, handler);
  }

  setPositionState(position?: MediaPositionState): void {
    this.position = position;
  }

  press(action: MediaSessionAction, details: Partial<MediaSessionActionDetails> = {}): void {
    this.handlers.get(action)?.({ action, ...details });
  }
}

let session: FakeSession;

beforeEach(() => {
  session = new FakeSession();
  vi.stubGlobal(
    'MediaMetadata',
    class {
      readonly title: string;
      constructor({ title }: { title: string }) {
        this.title = title;
      }
    },
  );
});

afterEach(() => {
  vi.unstubAllGlobals();
});

function show(player: FakePlayer, title: string): PlayerMediaSession {
  return new PlayerMediaSession(session as unknown as MediaSession, player, () => title);
}

it('shows a film with its time, and obeys', () => {
  const player = new FakePlayer();
  Object.assign(player, { duration: 60, seekable: timeRanges([{ start: 0, end: 60_000 }]) });
  const shown = show(player, 'Our film');
  expect(session.metadata).toBeNull();
  player.begin();
  expect(session.metadata?.title).toBe('Our film');
  expect(session.playbackState).toBe('playing');
  expect(session.position).toEqual({ duration: 60, playbackRate: 1, position: 20 });
  session.press('pause');
  session.press('seekbackward');
  expect(player.currentTime).toBe(10);
  session.press('seekforward', { seekOffset: 3 });
  session.press('seekto', { seekTime: 42 });
  expect(player.currentTime).toBe(42);
  player.paused = true;
  player.dispatchEvent(new Event('pause'));
  expect(session.playbackState).toBe('paused');
  session.press('play');
  expect(player.calls).toEqual(['pause', 'play']);
  shown.close();
  shown.close();
  expect(session.metadata).toBeNull();
  expect([...session.handlers.values()].every((handler) => handler === null)).toBe(true);
  expect(session.position).toBeUndefined();
});

it('offers no seeking in what is live only', () => {
  const player = new FakePlayer();
  const shown = show(player, 'news');
  player.begin();
  expect(session.handlers.get('seekto')).toBeNull();
  expect(session.position).toBeUndefined();
  shown.close();
});

it('shows of several players the one that began last, and lets no other clear it', () => {
  const [one, other] = [new FakePlayer(), new FakePlayer()];
  const shownOne = show(one, 'one');
  const shownOther = show(other, 'other');
  one.begin();
  other.begin();
  expect(session.metadata?.title).toBe('other');
  shownOne.close();
  expect(session.metadata?.title).toBe('other');
  session.press('pause');
  expect([one.calls, other.calls]).toEqual([[], ['pause']]);
  shownOther.close();
});
