import { fromServerBytes, type Delivery, type PlayerStats } from './player-stats.js';

/** A narrow no-break space stands between a number and its unit, so that they never part at a line's end. */
const GAP = '\u202f';

/** `0.9 s`, `12 s`; below a tenth of a second `0.1 s`, for nobody is ahead of live. */
export function seconds(millis: number): string {
  const value = Math.max(0.1, millis / 1000);
  return `${value < 10 ? value.toFixed(1) : value.toFixed(0)}${GAP}s`;
}

/** Powers of ten: `740 B`, `1.2 kB`, `34 MB`. */
export function bytes(count: number): string {
  let value = count;
  for (const unit of ['B', 'kB', 'MB', 'GB']) {
    if (value < 999.5) {
      return `${value < 9.95 && unit !== 'B' ? value.toFixed(1) : value.toFixed(0)}${GAP}${unit}`;
    }
    value /= 1000;
  }
  return `${value < 9.95 ? value.toFixed(1) : value.toFixed(0)}${GAP}TB`;
}

/** `83 %`. Neither everything nor nothing is claimed before it is so: 99.6 % stays 99 %, 0.2 % becomes 1 %. */
export function percent(share: number): string {
  const exact = share * 100;
  const rounded = share >= 1 ? 100 : share <= 0 ? 0 : Math.min(99, Math.max(1, Math.round(exact)));
  return `${rounded}${GAP}%`;
}

/** `1 viewer`, `1,204 viewers`. */
export function viewers(count: number): string {
  return `${count.toLocaleString('en')} ${count === 1 ? 'viewer' : 'viewers'}`;
}

/** `Sharing with 7 others`; alone, it says where the picture comes from. */
export function sharing(neighbours: number): string {
  if (neighbours <= 0) {
    return 'From the server';
  }
  return `Sharing with ${neighbours} ${neighbours === 1 ? 'other' : 'others'}`;
}

/** The overlay's parts, most important first; a narrow player leaves out the last ones. */
export function overlayParts(stats: PlayerStats, share: number | undefined): readonly string[] {
  const lost = stats.film?.serverLost === true ? ['The server does not answer'] : [];
  const parts = [...lost, stats.delivery === 'tab' ? 'From another tab' : sharing(stats.neighbours)];
  if (share !== undefined && (stats.neighbours > 0 || share > 0)) {
    parts.push(`${percent(share)} from peers`);
  }
  if (stats.lagMillis !== undefined) {
    parts.push(`${seconds(stats.lagMillis)} behind`);
  }
  return parts;
}

/** One sentence for people: how much of the picture other viewers brought. */
export function shareSentence(neighbours: number, share: number | undefined): string {
  if (share === undefined) {
    return 'Waiting for the first seconds of the stream.';
  }
  if (neighbours === 0 && share <= 0) {
    return 'All of your picture comes from the server. As soon as others watch, you share with each other.';
  }
  return `${percent(share)} of your picture came from other viewers in the last half minute.`;
}

const DELIVERIES: Record<Delivery, string> = {
  peers: 'packets from peers and the gateway',
  gateway: 'packets from the gateway',
  relay: 'FLV over HTTP',
  tab: 'packets from another tab',
};

/** Why a player gives less than it could. */
const GIVING: Record<PlayerStats['role'], string> = {
  full: '',
  'download-only': ' (only receives)',
  leaf: ' (rests while hidden)',
  'tab follower': '',
};

/** The rows of the details panel, where the jargon lives. */
export function details(stats: PlayerStats, share: number | undefined): readonly (readonly [string, string])[] {
  const unknown = '–';
  const { film } = stats;
  return [
    ['Delivery', film === undefined ? DELIVERIES[stats.delivery] : 'pieces from peers and the gateway'],
    ['Neighbours', String(stats.neighbours)],
    ['From peers, 30 s', share === undefined ? unknown : percent(share)],
    ['From peers', bytes(stats.fromPeersBytes)],
    [
      'From gateway',
      bytes(fromServerBytes(stats)) + (film === undefined ? ` (feed ${bytes(stats.fromFeedBytes)})` : ''),
    ],
    ...(stats.fromTabBytes > 0 ? [['From another tab', bytes(stats.fromTabBytes)] as const] : []),
    ['To peers', `${bytes(stats.toPeersBytes)}${GIVING[stats.role]}`],
    ...(film === undefined
      ? [['Behind head', stats.lagMillis === undefined ? unknown : seconds(stats.lagMillis)] as const]
      : [
          ['Pieces held', `${film.piecesHeld.toLocaleString('en')} of ${film.pieces.toLocaleString('en')}`] as const,
          ['Refused, altered', String(film.poisoned)] as const,
          ['Descriptor, hashes', bytes(film.overheadBytes)] as const,
        ]),
    ['Buffer ahead', seconds(stats.aheadMillis)],
    ['Stalls', stats.stalls === 0 ? 'none' : `${stats.stalls}, ${seconds(stats.stalledMillis)} in all`],
    ...(film === undefined
      ? [
          [
            'Epoch',
            stats.epoch === undefined ? unknown : new Date(stats.epoch).toISOString().slice(0, 19) + 'Z',
          ] as const,
        ]
      : []),
  ];
}
