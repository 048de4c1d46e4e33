import { BittubePlayer } from './bittube-player.js';
import { openProgramme } from './open-programme.js';

// This module stands in assets/, one level below the gateway's base: wherever it was loaded from, that is the gateway.
BittubePlayer.register({ gateway: new URL('../', import.meta.url), open: openProgramme });
