import { LaterSession } from './later-session.js';
import type { OpenSession } from './player-session.js';
import { RewindSession } from './rewind-session.js';

/** Opens a channel or an object. Where a channel is played, the first picture does not wait for what only videos need. */
export const openProgramme: OpenSession = (options, listener) =>
  options.object === undefined
    ? new RewindSession(options, listener)
    : new LaterSession(
        import('./film-session.js').then(({ openFilm }) => openFilm),
        options,
        listener,
      );
