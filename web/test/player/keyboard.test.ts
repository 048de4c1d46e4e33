import { describe, expect, it } from 'vitest';
import { toggleFullScreen, type FullScreenParts } from '../../player/full-screen.js';
import { obey } from '../../player/keyboard.js';
import { shortcutOf, type KeyPress, type Shortcut } from '../../player/shortcuts.js';
import type { Timeline } from '../../player/timeline.js';

const PLAYER = new EventTarget();
const SOMEWHERE = { matches: () => false } as unknown as EventTarget;

function press(
  key: string,
  change: Partial<KeyPress> & { readonly on?: string; readonly outside?: boolean } = {},
): KeyPress {
  const { on = '', outside = false, ...rest } = change;
  const target = { matches: (selector: string) => on !== '' && selector.split(', ').includes(on) };
  const path = [target as unknown as EventTarget, ...(outside ? [SOMEWHERE] : [PLAYER])];
  const none = { defaultPrevented: false, ctrlKey: false, metaKey: false, altKey: false };
  return { key, ...none, composedPath: () => path, ...rest };
}

describe('keys', () => {
  it('stand for what they do in every player', () => {
    const keys = [
      ' ',
      'k',
      'K',
      'm',
      'f',
      'j',
      'l',
      'ArrowLeft',
      'ArrowRight',
      'ArrowUp',
      'ArrowDown',
      'Home',
      'End',
      'x',
    ];
    expect(keys.map((key) => shortcutOf(press(key), PLAYER))).toEqual([
      'play-pause',
      'play-pause',
      'play-pause',
      'mute',
      'full-screen',
      'far-back',
      'far-forward',
      'back',
      'forward',
      'louder',
      'quieter',
      'to-start',
      'to-end',
      undefined,
    ]);
  });

  it('mean nothing with a modifier, in a field, or when somebody has taken them', () => {
    const presses = [
      press('f', { ctrlKey: true }),
      press('k', { defaultPrevented: true }),
      press('m', { on: 'input' }),
      press(' ', { on: 'button' }),
    ];
    expect(presses.map((pressed) => shortcutOf(pressed, PLAYER))).toEqual([undefined, undefined, undefined, undefined]);
    expect(shortcutOf(press('k', { on: 'button' }), PLAYER)).toBe('play-pause');
  });

  it('leave a page its own scrolling, and a slider its own keys', () => {
    expect(shortcutOf(press('ArrowDown', { outside: true }), PLAYER)).toBeUndefined();
    expect(shortcutOf(press('ArrowLeft', { outside: true }), PLAYER)).toBe('back');
    expect(shortcutOf(press('ArrowUp', { on: '[role="slider"]' }), PLAYER)).toBe('forward');
  });
});

describe('a player', () => {
  const TIMELINE: Timeline = { durationMillis: 60_000, positionMillis: 7_000, live: false, buffered: [], held: [] };

  function obeyed(shortcut: Shortcut, timeline: Timeline | undefined): readonly unknown[] {
    const calls: unknown[] = [];
    const player = {
      paused: true,
      muted: true,
      volume: 0.5,
      play: () => {
        calls.push('play');
        return Promise.resolve();
      },
      pause: () => calls.push('pause'),
    };
    const done = obey(shortcut, {
      player,
      timeline: () => timeline,
      seek: (millis) => calls.push(millis),
      toggleFullScreen: () => calls.push('full screen'),
    });
    return [done, ...calls, player.muted, player.volume];
  }

  it('moves by five and by ten seconds, and not out of the film', () => {
    const moves: readonly Shortcut[] = ['back', 'forward', 'far-back', 'far-forward', 'to-start', 'to-end'];
    expect(moves.map((shortcut) => obeyed(shortcut, TIMELINE)[1])).toEqual([2_000, 12_000, 0, 17_000, 0, 60_000]);
    expect(obeyed('back', undefined)).toEqual([false, true, 0.5]);
  });

  it('is heard when it gets louder', () => {
    expect(obeyed('louder', undefined)).toEqual([true, false, 0.6]);
    expect(obeyed('quieter', undefined)).toEqual([true, true, 0.4]);
    expect(obeyed('play-pause', undefined)).toEqual([true, 'play', true, 0.5]);
  });
});

describe('full screen', () => {
  function parts(change: Partial<FullScreenParts>, calls: string[]): FullScreenParts {
    const host = { requestFullscreen: () => Promise.resolve(void calls.push('host')) };
    const page = { fullscreenElement: null, exitFullscreen: () => Promise.resolve(void calls.push('exit')) };
    return { host, video: {}, page, ...change };
  }

  it('takes the player, and gives the screen back', async () => {
    const calls: string[] = [];
    const given = parts({}, calls);
    await toggleFullScreen(given);
    await toggleFullScreen({ ...given, page: { ...given.page, fullscreenElement: given.host } });
    expect(calls).toEqual(['host', 'exit']);
  });

  it('takes the video where no other element can have the screen, as on iPhones', async () => {
    const calls: string[] = [];
    const video = {
      webkitEnterFullscreen: () => calls.push('video'),
      webkitExitFullscreen: () => calls.push('back'),
    };
    await toggleFullScreen(parts({ host: {}, video }, calls));
    await toggleFullScreen(parts({ host: {}, video: { ...video, webkitDisplayingFullscreen: true } }, calls));
    await toggleFullScreen(parts({ host: {} }, calls));
    expect(calls).toEqual(['video', 'back']);
  });

  it('lets a refusal be', async () => {
    const host = { requestFullscreen: () => Promise.reject(new TypeError('not without a click')) };
    await expect(toggleFullScreen(parts({ host }, []))).resolves.toBeUndefined();
  });
});
