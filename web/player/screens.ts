import type { Screen } from './player-state.js';

/** What a screen says: what is, then what to do. `busy`: something goes on that ends by itself. */
export interface ScreenWords {
  readonly title: string;
  readonly advice: string;
  readonly busy: boolean;
}

const WORDS: Record<Exclude<Screen, 'none'>, ScreenWords> = {
  ready: { title: '', advice: '', busy: false },
  stopped: { title: 'Stopped', advice: 'Press play to watch live again.', busy: false },
  connecting: { title: 'Connecting', advice: '', busy: true },
  buffering: { title: '', advice: '', busy: true },
  offline: { title: 'Not live yet', advice: 'This page starts by itself.', busy: true },
  ended: { title: 'The stream has ended', advice: 'The next one starts here by itself.', busy: true },
  reconnecting: { title: 'Reconnecting', advice: 'The stream was interrupted. Trying again by itself.', busy: true },
  unknown: {
    title: 'There is no channel with this name',
    advice: 'Check the name in the address, or ask who sent you the link.',
    busy: false,
  },
  'no-channel': {
    title: 'No channel chosen',
    advice: 'Give the player a channel: 1 to 128 letters, digits or . _ ~ -',
    busy: false,
  },
  'no-media-source': {
    title: 'This browser cannot play live streams',
    advice: 'Use a current Chrome, Edge, Firefox or Safari. On an iPhone, update to iOS 17.1 or newer.',
    busy: false,
  },
  unsupported: {
    title: 'This browser cannot decode the stream',
    advice: 'Open this page in another browser: Chrome, Edge, Firefox or Safari.',
    busy: false,
  },
  broken: {
    title: 'The stream cannot be shown',
    advice: 'What arrives is damaged. Trying again by itself.',
    busy: true,
  },
};

/** The words of a screen. */
export function screenWords(screen: Exclude<Screen, 'none'>): ScreenWords {
  return WORDS[screen];
}
