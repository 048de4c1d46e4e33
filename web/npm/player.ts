import { BittubePlayer } from '../player/bittube-player.js';
import { openProgramme } from '../player/open-programme.js';

// A bundle may lie anywhere: a player without `src` asks the site on whose page it stands.
BittubePlayer.register({ gateway: new URL('/', location.href), open: openProgramme });

export { BittubePlayer };
export type { ErrorDetail, PlayerEventMap, StatsDetail } from '../player/bittube-player.js';
export type { PlayerStats } from '../player/player-stats.js';
