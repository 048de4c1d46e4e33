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
  'off-air': {
    title: 'The broadcast is interrupted',
    advice: 'Nothing comes from the broadcaster at the moment. It goes on here by itself.',
    busy: false,
  },
  unreachable: {
    title: 'The server does not answer',
    advice: 'Trying again by itself. What other viewers have still comes from them.',
    busy: true,
  },
  unknown: {
    title: 'There is no channel with this name',
    advice: 'Check the name in the address, or ask who sent you the link.',
    busy: false,
  },
  'refused-token': {
    title: 'This channel is for invited viewers',
    advice: 'Open it with the whole link that you were given, or from the site that invited you.',
    busy: false,
  },
  'refused-expired': {
    title: 'Your invitation is over',
    advice: 'Load the page that invited you anew, or ask for a new link.',
    busy: false,
  },
  'refused-origin': {
    title: 'This site may not show the channel',
    advice: 'Watch it on the page that it comes from.',
    busy: false,
  },
  'refused-full': {
    title: 'The channel is full',
    advice: 'As many watch as may. It starts here by itself when somebody leaves.',
    busy: true,
  },
  'no-channel': {
    title: 'Nothing to play was chosen',
    advice: 'Give the player a channel (1 to 128 letters, digits or . _ ~ -) or the id of an object.',
    busy: false,
  },
  'unknown-object': {
    title: 'This video is not here any more',
    advice: 'Check the address, or ask who sent you the link.',
    busy: false,
  },
  denied: {
    title: 'This video is for invited viewers',
    advice: 'Open it with the whole link that you were given: the token in it is missing, or is no longer valid.',
    busy: false,
  },
  'false-object': {
    title: 'The server sends something else',
    advice: 'What it sends is not what this address stands for, so it is not played. Tell who runs the server.',
    busy: false,
  },
  'no-film': {
    title: 'This file is no video',
    advice: 'It can be downloaded, but not played here.',
    busy: false,
  },
  'no-media-source': {
    title: 'This browser cannot play these videos',
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
