import type { Notice } from '../player-session.js';
import type { Screen } from '../player-state.js';

/** Languages that the player speaks, as BCP 47 names them. */
export type Language = 'en' | 'de';

/** What a screen says: what is, then what to do. */
export interface ScreenWords {
  readonly title: string;
  readonly advice: string;
}

/** Screens that say something. */
export type SpokenScreen = Exclude<Screen, 'none' | 'ready' | 'buffering'>;

/** Phrases of media-chrome that its controls use here, by their English words. */
export type ControlPhrase =
  | 'play'
  | 'pause'
  | 'mute'
  | 'unmute'
  | 'enter fullscreen mode'
  | 'exit fullscreen mode'
  | 'enter picture in picture mode'
  | 'exit picture in picture mode'
  | 'Playback rate'
  | 'Playback rate {playbackRate}';

/**
 * All that a viewer reads or hears of the player, in one language: a word that is missing does not compile. Words of the
 * panels that are loaded later stand apart, so that the first picture does not wait for them.
 */
export interface Dictionary {
  readonly language: Language;
  readonly decimalMark: '.' | ',';
  readonly screens: Readonly<Record<SpokenScreen, ScreenWords>>;
  readonly notices: Readonly<Record<Notice, string>>;
  readonly controls: Readonly<Record<ControlPhrase, string>>;
  readonly play: string;
  readonly stop: string;
  readonly tapForSound: string;
  /** Names of the bars: how loud it is, where in time one is. */
  readonly volume: string;
  readonly position: string;
  /** The button that moves the picture to the live edge: written, and said where it is there and where it is not. */
  readonly live: { readonly written: string; readonly atEdge: string; readonly goThere: string };
  /** A time for those who hear it, `hours` … `seconds` ≥ 0. */
  readonly spokenTime: (hours: number, minutes: number, seconds: number) => string;
  readonly behindLive: (time: string) => string;
  readonly timeOf: (time: string, whole: string) => string;
  readonly overlay: {
    readonly fromServer: string;
    readonly fromTab: string;
    readonly serverSilent: string;
    /** @param others at least 1 */
    readonly sharing: (others: number) => string;
    readonly fromPeers: (percent: string) => string;
    readonly behind: (seconds: string) => string;
  };
  /** The question whether others may get the stream from this viewer. */
  readonly consent: {
    readonly question: string;
    readonly explanation: string;
    readonly yes: string;
    readonly no: string;
  };
  readonly details: DetailWords;
}

/** Words of *stats for nerds*. */
export interface DetailWords {
  readonly title: string;
  readonly close: string;
  readonly rows: Readonly<Record<DetailRow, string>>;
  readonly delivery: Readonly<Record<'peers' | 'gateway' | 'relay' | 'tab' | 'pieces', string>>;
  /** Why less is given than could be. */
  readonly giving: Readonly<Record<'full' | 'download-only' | 'leaf' | 'tab follower', string>>;
  readonly feed: (bytes: string) => string;
  readonly of: (held: string, all: string) => string;
  readonly noStalls: string;
  readonly stalls: (count: number, time: string) => string;
  readonly pieces: {
    readonly fromPeers: string;
    readonly fromServer: string;
    readonly fromBefore: string;
    readonly told: (pieces: number, peers: number, server: number, before: number) => string;
  };
  readonly picture: {
    readonly title: string;
    readonly you: string;
    readonly server: string;
    readonly otherTab: string;
    readonly network: string;
    readonly legend: string;
    readonly more: (count: number) => string;
    readonly nobody: string;
    /** One neighbour for those who hear it; `near`: in the same network. Rates with their unit. */
    readonly told: (number: number, near: boolean, toYou: string, fromYou: string) => string;
    readonly serverTold: (toYou: string) => string;
  };
  readonly sharing: {
    readonly allowed: string;
    readonly refused: string;
    readonly allow: string;
    readonly refuse: string;
  };
}

export type DetailRow =
  | 'delivery'
  | 'neighbours'
  | 'fromPeersLately'
  | 'fromPeers'
  | 'fromGateway'
  | 'fromTab'
  | 'toPeers'
  | 'behindHead'
  | 'piecesHeld'
  | 'altered'
  | 'overhead'
  | 'aheadOfPicture'
  | 'stalls'
  | 'epoch';
