import { BittubePlayer } from './bittube-player.js';
import { LaterSession } from './later-session.js';
import { RewindSession } from './rewind-session.js';

// This module stands in assets/, one level below the gateway's base: wherever it was loaded from, that is the gateway.
BittubePlayer.register({
  gateway: new URL('../', import.meta.url),
  // Where a channel is played, the first picture does not wait for what only videos need.
  open: (options, listener) =>
    options.object === undefined
      ? new RewindSession(options, listener)
      : new LaterSession(
          import('./film-session.js').then(({ openFilm }) => openFilm),
          options,
          listener,
        ),
});
