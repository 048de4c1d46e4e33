import { createMediaStore } from 'media-chrome/dist/media-store/media-store.js';
import { stateMediator } from 'media-chrome/dist/media-store/state-mediator.js';

type Store = ReturnType<typeof createMediaStore>;

/** Come several times a second for as long as a stream plays, and change nothing that the controls show. */
const STEADY_EVENTS: ReadonlySet<string> = new Set(['timeupdate', 'progress']);

/**
 * What media-chrome's controls know of the video element, without its clock and its buffer: there is no time display and
 * no seek bar in a live player, and to write both into attributes of every control several times a second costs more
 * than all the rest of the page's script.
 */
export function controlStore(): Store {
  const states = Object.entries(stateMediator).map(([name, state]) => {
    const events: readonly string[] = ('mediaEvents' in state ? state.mediaEvents : undefined) ?? [];
    return [name, { ...state, mediaEvents: events.filter((event) => !STEADY_EVENTS.has(event)) }];
  });
  return createMediaStore({
    stateMediator: Object.fromEntries(states) as typeof stateMediator,
    // A muted start forced by the browser must not outlive the page, and the engine alone decides where the picture is.
    options: { defaultStreamType: 'live', noAutoSeekToLive: true, noMutedPref: true },
  });
}
