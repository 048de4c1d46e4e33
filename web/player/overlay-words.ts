import type { PlayerStats } from './player-stats.js';
import type { Dictionary } from './words/dictionary.js';
import { percent, seconds } from './words.js';

/** The overlay's parts, most important first; a narrow player leaves out the last ones. */
export function overlayParts(
  stats: PlayerStats,
  share: number | undefined,
  { overlay, decimalMark }: Dictionary,
): readonly string[] {
  const { delivery, neighbours, lagMillis } = stats;
  const parts = stats.film?.serverLost === true ? [overlay.serverSilent] : [];
  if (delivery === 'tab') {
    parts.push(overlay.fromTab);
  } else {
    parts.push(neighbours > 0 ? overlay.sharing(neighbours) : overlay.fromServer);
  }
  if (share !== undefined && (neighbours > 0 || share > 0)) {
    parts.push(overlay.fromPeers(percent(share)));
  }
  if (lagMillis !== undefined) {
    parts.push(overlay.behind(seconds(lagMillis, decimalMark)));
  }
  return parts;
}
