import { fromServerBytes, type PlayerStats } from './player-stats.js';
import type { DetailRow, Dictionary } from './words/dictionary.js';
import { bytes, percent, seconds } from './words.js';

const UNKNOWN = '–';

/** The rows of *stats for nerds*, where the jargon lives: a name and a value each. */
export function detailRows(
  stats: PlayerStats,
  share: number | undefined,
  dictionary: Dictionary,
): readonly (readonly [string, string])[] {
  return valuesOf(stats, share, dictionary).map(([row, value]) => [dictionary.details.rows[row], value]);
}

function valuesOf(
  stats: PlayerStats,
  share: number | undefined,
  { details: words, decimalMark, language }: Dictionary,
): readonly (readonly [DetailRow, string])[] {
  const { film } = stats;
  const size = (count: number): string => bytes(count, decimalMark);
  const time = (millis: number): string => seconds(millis, decimalMark);
  const common: readonly (readonly [DetailRow, string])[] = [
    ['delivery', words.delivery[film === undefined ? stats.delivery : 'pieces']],
    ['neighbours', String(stats.neighbours)],
    ['fromPeersLately', share === undefined ? UNKNOWN : percent(share)],
    ['fromPeers', size(stats.fromPeersBytes)],
    ['fromGateway', size(fromServerBytes(stats)) + (film === undefined ? words.feed(size(stats.fromFeedBytes)) : '')],
    ...(stats.fromTabBytes > 0 ? [['fromTab', size(stats.fromTabBytes)] as const] : []),
    ['toPeers', size(stats.toPeersBytes) + words.giving[stats.role]],
  ];
  const playing: readonly (readonly [DetailRow, string])[] = [
    ['aheadOfPicture', time(stats.aheadMillis)],
    ['stalls', stats.stalls === 0 ? words.noStalls : words.stalls(stats.stalls, time(stats.stalledMillis))],
  ];
  if (film !== undefined) {
    const whole = (count: number): string => count.toLocaleString(language);
    return [
      ...common,
      ['piecesHeld', words.of(whole(film.piecesHeld), whole(film.pieces))],
      ['altered', String(film.poisoned)],
      ['overhead', size(film.overheadBytes)],
      ...playing,
    ];
  }
  return [
    ...common,
    ['behindHead', stats.lagMillis === undefined ? UNKNOWN : time(stats.lagMillis)],
    ...playing,
    ['epoch', stats.epoch === undefined ? UNKNOWN : `${new Date(stats.epoch).toISOString().slice(0, 19)}Z`],
  ];
}
