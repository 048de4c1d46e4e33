import './controls.js';
import { BittubePlayer } from './bittube-player.js';
import { FilmSession } from './film-session.js';
import { RewindSession } from './rewind-session.js';

// This module stands in assets/, one level below the gateway's base: wherever it was loaded from, that is the gateway.
BittubePlayer.register({
  gateway: new URL('../', import.meta.url),
  open: (options, listener) =>
    options.object === undefined
      ? new RewindSession(options, listener)
      : new FilmSession(options, options.object, listener),
});
