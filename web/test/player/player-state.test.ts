import { describe, expect, it } from 'vitest';
import { INITIAL, reduce, view, type PlayerEvent, type PlayerState } from '../../player/player-state.js';

function after(...events: readonly PlayerEvent[]): PlayerState {
  return events.reduce(reduce, INITIAL);
}

const OPENED: PlayerEvent = { type: 'opened', wanted: true };
const LIVE: PlayerEvent = { type: 'phase', phase: 'live' };
const PICTURE: PlayerEvent = { type: 'picture' };

describe('what a viewer sees', () => {
  it('a play button before anything was asked for', () => {
    expect(view(INITIAL)).toEqual({ screen: 'ready', bigPlay: true, tapForSound: false });
  });

  it('connecting until the first picture', () => {
    expect(view(after(OPENED)).screen).toBe('connecting');
    expect(view(after(OPENED, LIVE)).screen).toBe('connecting');
    expect(view(after(OPENED, LIVE, PICTURE)).screen).toBe('none');
  });

  it.each(['offline', 'unknown', 'ended'] as const)('%s, even after a picture', (phase) => {
    expect(view(after(OPENED, LIVE, PICTURE, { type: 'phase', phase })).screen).toBe(phase);
  });

  it('the next stream starts like the first', () => {
    const ended = after(OPENED, LIVE, PICTURE, { type: 'phase', phase: 'ended' });
    expect(view(reduce(ended, LIVE)).screen).toBe('connecting');
  });

  it('nothing of an interruption while the buffer lasts', () => {
    const interrupted = after(OPENED, LIVE, PICTURE, { type: 'phase', phase: 'reconnecting' });
    expect(view(interrupted).screen).toBe('none');
    expect(view(reduce(interrupted, { type: 'dry' })).screen).toBe('reconnecting');
  });

  it('that nothing comes from the broadcaster, when what was buffered is played, and of the picture again when it is there', () => {
    const offAir = after(OPENED, LIVE, PICTURE, { type: 'phase', phase: 'off-air' });
    expect(view(offAir).screen).toBe('none');
    const dry = reduce(offAir, { type: 'dry' });
    expect(view(dry)).toEqual({ screen: 'off-air', bigPlay: false, tapForSound: false });
    expect(view(after(OPENED, { type: 'phase', phase: 'off-air' })).screen).toBe('off-air');
    expect(view(reduce(reduce(dry, LIVE), PICTURE)).screen).toBe('none');
  });

  it('whose connection is missing, where it is the viewer’s own', () => {
    const lost = { type: 'network', connected: false } as const;
    const back = { type: 'network', connected: true } as const;
    expect(view(after(OPENED, { type: 'phase', phase: 'unreachable' })).screen).toBe('unreachable');
    expect(view(after(lost, OPENED)).screen).toBe('disconnected');
    expect(view(after(OPENED, LIVE, PICTURE, lost)).screen).toBe('none');
    expect(view(after(OPENED, LIVE, PICTURE, lost, { type: 'dry' })).screen).toBe('disconnected');
    expect(view(after(OPENED, LIVE, PICTURE, lost, { type: 'dry' }, back)).screen).toBe('buffering');
    expect(view(after(OPENED, { type: 'phase', phase: 'unknown' }, lost)).screen).toBe('unknown');
  });

  it('that it is not let in any more, when what was buffered is played', () => {
    const refused = { type: 'phase', phase: 'refused-expired' } as const;
    expect(view(after(OPENED, LIVE, PICTURE, refused)).screen).toBe('none');
    expect(view(after(OPENED, LIVE, PICTURE, refused, { type: 'dry' })).screen).toBe('refused-expired');
    expect(view(after(OPENED, refused)).screen).toBe('refused-expired');
  });

  it('buffering when live runs dry, and not while paused', () => {
    const dry = after(OPENED, LIVE, PICTURE, { type: 'dry' });
    expect(view(dry).screen).toBe('buffering');
    expect(view(reduce(dry, { type: 'paused' })).screen).toBe('none');
    expect(view(reduce(dry, PICTURE)).screen).toBe('none');
  });

  it('an obstacle before everything else', () => {
    const state = after(OPENED, { type: 'obstructed', obstacle: 'no-media-source' }, LIVE, PICTURE);
    expect(view(state)).toEqual({ screen: 'no-media-source', bigPlay: false, tapForSound: false });
  });

  it('a broken stream, until a picture comes after all', () => {
    const broken = after(OPENED, LIVE, PICTURE, { type: 'obstructed', obstacle: 'broken' });
    expect(view(broken).screen).toBe('broken');
    expect(view(reduce(broken, PICTURE)).screen).toBe('none');
  });

  it('that the viewer stopped it, but not that the page closed it', () => {
    expect(view(after(OPENED, { type: 'closed', byViewer: true }))).toMatchObject({ screen: 'stopped', bigPlay: true });
    expect(view(after(OPENED, { type: 'closed', byViewer: false })).screen).toBe('ready');
  });
});

describe('autoplay', () => {
  it('offers sound once the silent picture is there, until it is chosen', () => {
    const muted = after(OPENED, LIVE, { type: 'autoplay', outcome: 'muted' });
    expect(view(muted).tapForSound).toBe(false);
    const playing = reduce(muted, PICTURE);
    expect(view(playing).tapForSound).toBe(true);
    expect(view(reduce(playing, { type: 'sound-chosen' })).tapForSound).toBe(false);
  });

  it('keeps offering sound when playing starts anew on another source', () => {
    const muted = after(OPENED, LIVE, { type: 'autoplay', outcome: 'muted' }, PICTURE);
    expect(view(reduce(muted, { type: 'autoplay', outcome: 'playing' })).tapForSound).toBe(true);
  });

  it('shows the big play button when the browser blocks even that, until something plays', () => {
    const blocked = after(OPENED, LIVE, { type: 'autoplay', outcome: 'blocked' });
    expect(view(blocked).bigPlay).toBe(true);
    expect(view(reduce(blocked, { type: 'played' })).bigPlay).toBe(false);
  });

  it('offers neither over a message', () => {
    const state = after(OPENED, { type: 'autoplay', outcome: 'blocked' }, { type: 'phase', phase: 'offline' });
    expect(view(state)).toEqual({ screen: 'offline', bigPlay: false, tapForSound: false });
  });
});

describe('reduce', () => {
  it('returns the same state when nothing changes, so that nothing is drawn', () => {
    const playing = after(OPENED, LIVE, PICTURE);
    for (const event of [LIVE, PICTURE, { type: 'sound-chosen' } as const]) {
      expect(reduce(playing, event)).toBe(playing);
    }
    expect(reduce(INITIAL, { type: 'dry' })).toBe(INITIAL);
  });
});
