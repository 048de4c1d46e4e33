import { sharing } from '../words.js';
import type { Dictionary } from './dictionary.js';

const count = (number: number, unit: string): string => `${number} ${unit}${number === 1 ? '' : 's'}`;

export const ENGLISH: Dictionary = {
  language: 'en',
  decimalMark: '.',
  screens: {
    stopped: { title: 'Stopped', advice: 'Press play to watch live again.' },
    connecting: { title: 'Connecting', advice: '' },
    offline: { title: 'Not live yet', advice: 'This page starts by itself.' },
    ended: { title: 'The stream has ended', advice: 'The next one starts here by itself.' },
    reconnecting: { title: 'Reconnecting', advice: 'The stream was interrupted. Trying again by itself.' },
    'off-air': {
      title: 'The broadcast is interrupted',
      advice: 'Nothing comes from the broadcaster at the moment. It goes on here by itself.',
    },
    unreachable: {
      title: 'The server does not answer',
      advice: 'Trying again by itself. If it lasts, look at your own connection, or come back later.',
    },
    disconnected: {
      title: 'You are offline',
      advice: 'This device has no connection at the moment. It goes on here by itself when there is one.',
    },
    unknown: {
      title: 'There is no channel with this name',
      advice: 'Check the name in the address, or ask who sent you the link.',
    },
    'refused-token': {
      title: 'This channel is for invited viewers',
      advice: 'Open it with the whole link that you were given, or from the site that invited you.',
    },
    'refused-expired': {
      title: 'Your invitation is over',
      advice: 'Load the page that invited you anew, or ask for a new link.',
    },
    'refused-origin': {
      title: 'This site may not show the channel',
      advice: 'Watch it on the page that it comes from.',
    },
    'refused-full': {
      title: 'The channel is full',
      advice: 'As many watch as may. It starts here by itself when somebody leaves.',
    },
    'no-channel': {
      title: 'Nothing to play was chosen',
      advice: 'Give the player a channel (1 to 128 letters, digits or . _ ~ -) or the id of an object.',
    },
    'unknown-object': {
      title: 'This video is not here any more',
      advice: 'Check the address, or ask who sent you the link.',
    },
    denied: {
      title: 'This video is for invited viewers',
      advice: 'Open it with the whole link that you were given: the token in it is missing, or is no longer valid.',
    },
    'false-object': {
      title: 'The server sends something else',
      advice: 'What it sends is not what this address stands for, so it is not played. Tell who runs the server.',
    },
    'no-film': { title: 'This file is no video', advice: 'It can be downloaded, but not played here.' },
    'no-media-source': {
      title: 'This browser cannot play these videos',
      advice: 'Use a current Chrome, Edge, Firefox or Safari. On an iPhone, update to iOS 17.1 or newer.',
    },
    unsupported: {
      title: 'This browser cannot decode the stream',
      advice: 'Open this page in another browser: Chrome, Edge, Firefox or Safari.',
    },
    broken: { title: 'The stream cannot be shown', advice: 'What arrives is damaged. Trying again by itself.' },
  },
  notices: {
    'not-recorded': 'This stream is not being recorded any more.',
    'cannot-go-back': 'The server does not answer: going back is not possible just now.',
    'earliest-kept': 'That part is not kept any more: this is the earliest that is.',
    'back-to-live': 'This part is not kept any more: back to live.',
    'server-silent': 'The server does not answer. What is here, and what other viewers have, plays on.',
  },
  controls: {
    play: 'play',
    pause: 'pause',
    mute: 'mute',
    unmute: 'unmute',
    'enter fullscreen mode': 'enter fullscreen mode',
    'exit fullscreen mode': 'exit fullscreen mode',
    'enter picture in picture mode': 'enter picture in picture mode',
    'exit picture in picture mode': 'exit picture in picture mode',
    'Playback rate': 'Playback rate',
    'Playback rate {playbackRate}': 'Playback rate {playbackRate}',
  },
  play: 'Play',
  stop: 'Stop',
  tapForSound: 'Tap for sound',
  volume: 'Volume',
  position: 'Position',
  live: { written: 'LIVE', atEdge: 'Live', goThere: 'Go to live' },
  spokenTime: (hours, minutes, seconds) => {
    const parts = [
      ...(hours > 0 ? [count(hours, 'hour')] : []),
      ...(minutes > 0 ? [count(minutes, 'minute')] : []),
      ...(seconds > 0 ? [count(seconds, 'second')] : []),
    ];
    return parts.length === 0 ? '0 seconds' : parts.join(' ');
  },
  behindLive: (time) => `${time} behind live`,
  timeOf: (time, whole) => `${time} of ${whole}`,
  overlay: {
    fromServer: sharing(0),
    fromTab: 'From another tab',
    serverSilent: 'The server does not answer',
    sharing,
    fromPeers: (percent) => `${percent} from peers`,
    behind: (seconds) => `${seconds} behind`,
  },
  consent: {
    question: 'Share this video with others who watch it?',
    explanation:
      'You pass parts of it on to other viewers, and get parts from them. That uses some of your upload, and they can see your IP address.',
    yes: 'Share',
    no: 'Do not share',
  },
  details: {
    title: 'Stats for nerds',
    close: 'Close',
    rows: {
      delivery: 'Delivery',
      neighbours: 'Neighbours',
      fromPeersLately: 'From peers, 30 s',
      fromPeers: 'From peers',
      fromGateway: 'From gateway',
      fromTab: 'From another tab',
      toPeers: 'To peers',
      behindHead: 'Behind head',
      piecesHeld: 'Pieces held',
      altered: 'Refused, altered',
      overhead: 'Descriptor, hashes',
      aheadOfPicture: 'Buffer ahead',
      stalls: 'Stalls',
      epoch: 'Epoch',
    },
    delivery: {
      peers: 'packets from peers and the gateway',
      gateway: 'packets from the gateway',
      relay: 'FLV over HTTP',
      tab: 'packets from another tab',
      pieces: 'pieces from peers and the gateway',
    },
    giving: { full: '', 'download-only': ' (only receives)', leaf: ' (rests while hidden)', 'tab follower': '' },
    feed: (bytes) => ` (feed ${bytes})`,
    of: (held, all) => `${held} of ${all}`,
    noStalls: 'none',
    stalls: (stalls, time) => `${stalls}, ${time} in all`,
    pieces: {
      fromPeers: 'from viewers',
      fromServer: 'from the server',
      fromBefore: 'from before',
      told: (pieces, peers, server, before) =>
        `Of ${pieces} pieces ${peers} came from viewers, ${server} from the server, ${before} were here from before`,
    },
    picture: {
      title: 'Who gives and who takes',
      you: 'you',
      server: 'server',
      otherTab: 'other tab',
      network: 'your network',
      legend: '↓ to you, ↑ from you, Mbit/s',
      more: (more) => `and ${count(more, 'other')}`,
      nobody: 'No other viewers yet.',
      told: (number, near, toYou, fromYou) =>
        `Viewer ${number}${near ? ', in your network' : ''}: ${toYou} to you, ${fromYou} from you.`,
      serverTold: (toYou) => `${toYou} from the server.`,
    },
    sharing: {
      allowed: 'You share with other viewers.',
      refused: 'You do not share with other viewers.',
      allow: 'Share',
      refuse: 'Stop sharing',
    },
  },
};
