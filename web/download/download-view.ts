import type { Unavailable } from '../objects/object-unavailable-error.js';
import { bytes } from '../player/words.js';
import type { SaveFailure } from './download-run.js';
import { progressWords, transferWords } from '../player/transfer-words.js';

/**
 * `looking`: the gateway is asked what it is · `ready`: it can be begun · `choosing`: the viewer says where to · `starting`: no
 * piece yet · `too large`: this browser has no place for it.
 */
export type Phase =
  | 'no object'
  | 'looking'
  | 'offline'
  | 'ready'
  | 'choosing'
  | 'starting'
  | 'running'
  | 'paused'
  | 'done'
  | 'too large'
  | Exclude<Unavailable, 'closed'>
  | SaveFailure;

/** What the buttons do. */
export type DownloadAction = 'start' | 'pause' | 'resume' | 'cancel' | 'save' | 'stop';

/** Everything that is to be seen of a download. */
export interface DownloadFacts {
  readonly phase: Phase;
  /** undefined before it is known. */
  readonly sizeBytes: number | undefined;
  readonly pieces: number;
  readonly writtenBytes: number;
  readonly bytesPerSecond: number | undefined;
  readonly fromPeersBytes: number;
  readonly fromServerBytes: number;
  readonly toPeersBytes: number;
  readonly neighbours: number;
  /** Requests to the gateway that failed since the last that did not. */
  readonly gatewayFailures: number;
  /** Missing pieces that the gateway has lost. */
  readonly lost: number;
  /** A finished file is still to be taken from the page. */
  readonly isLink: boolean;
  /** A token was given. */
  readonly hasToken: boolean;
  /** Of `too large`: what this browser has room for. */
  readonly mostBytes: number;
}

export interface DownloadButton {
  readonly label: string;
  readonly action: DownloadAction;
}

export interface DownloadView {
  readonly first: DownloadButton | undefined;
  readonly second: DownloadButton | undefined;
  /** Parts of the whole, 0 … 1; undefined: there is no bar. */
  readonly bar: { readonly kept: number; readonly peers: number; readonly server: number } | undefined;
  /** What is going on, in figures. */
  readonly line: string;
  /** What is to be known or done, in words; '' where there is nothing. */
  readonly notice: string;
  /** How the notice is meant. */
  readonly tone: 'plain' | 'good' | 'bad';
  readonly asksForToken: boolean;
}

const DOWNLOAD: DownloadButton = { label: 'Download', action: 'start' };
const CANCEL: DownloadButton = { label: 'Cancel', action: 'cancel' };
const AGAIN: DownloadButton = { label: 'Try again', action: 'start' };

const plain: DownloadView = {
  first: undefined,
  second: undefined,
  bar: undefined,
  line: '',
  notice: '',
  tone: 'plain',
  asksForToken: false,
};

/** What a download shows. Pure. */
export function downloadView(facts: DownloadFacts): DownloadView {
  const bad = (notice: string, first?: DownloadButton): DownloadView => ({ ...plain, notice, tone: 'bad', first });
  switch (facts.phase) {
    case 'no object':
      return bad('No file chosen: give the element an object, the 43 characters of its id.');
    case 'looking':
      return plain;
    case 'offline':
      return bad('The server does not answer. Trying again by itself.');
    case 'ready':
    case 'choosing':
      return { ...plain, first: DOWNLOAD };
    case 'starting':
      return { ...plain, bar: barOf(facts), line: 'Looking for who has it …', second: CANCEL };
    case 'running':
      return {
        ...plain,
        bar: barOf(facts),
        line: transferWords(facts.writtenBytes, facts.sizeBytes ?? 0, facts.bytesPerSecond),
        notice: trouble(facts),
        tone: 'bad',
        first: { label: 'Pause', action: 'pause' },
        second: CANCEL,
      };
    case 'paused':
      return {
        ...plain,
        bar: barOf(facts),
        line: `Paused at ${progressWords(facts.writtenBytes, facts.sizeBytes ?? 0)}`,
        first: { label: 'Resume', action: 'resume' },
        second: CANCEL,
      };
    case 'done':
      return {
        ...plain,
        bar: barOf(facts),
        tone: 'good',
        notice: `${facts.isLink ? 'Complete' : 'Saved'}: ${verified(facts.pieces)}. As long as this page is open, others get it from you.`,
        first: facts.isLink ? { label: 'Save file', action: 'save' } : undefined,
        second: { label: 'Stop sharing', action: 'stop' },
      };
    case 'unknown':
      return bad('The server has no such file any more. Ask who gave you the address.');
    case 'denied':
      return {
        ...bad(
          facts.hasToken
            ? 'That is not its token. Ask who gave you the address.'
            : 'This file needs its token. Who gave you the address can give you the token, too.',
        ),
        asksForToken: true,
      };
    case 'false descriptor':
      return bad('The server sent something else than this address stands for. Nothing of it was kept.');
    case 'no room':
      return bad('The disk is full, or this browser may not use more of it. Make room, then try again.', AGAIN);
    case 'not written':
      return bad('The file could not be written. Choose another place, then try again.', AGAIN);
    case 'too large':
      return bad(
        `This browser has room for ${bytes(facts.mostBytes)} only. Take the direct way below: your browser saves it itself.`,
        AGAIN,
      );
  }
}

/** `All 229 pieces verified`. */
function verified(pieces: number): string {
  return pieces === 1 ? 'its one piece verified' : `all ${pieces.toLocaleString('en')} pieces verified`;
}

/** Why it is slow, where there is a reason that the viewer should know. */
function trouble({ lost, gatewayFailures, neighbours, bytesPerSecond }: DownloadFacts): string {
  const stands = (bytesPerSecond ?? 0) < 1;
  if (lost > 0 && stands) {
    const what = lost === 1 ? 'A part of the file is' : `${lost.toLocaleString('en')} parts of the file are`;
    return `${what} damaged on the server, and no viewer here has it. It goes on as soon as somebody brings it.`;
  }
  if (gatewayFailures < 2) {
    return '';
  }
  return neighbours > 0 && !stands
    ? 'The server does not answer. Other viewers bring what they have.'
    : 'The server does not answer. Trying again by itself; what is here stays.';
}

function barOf({ sizeBytes = 0, writtenBytes, fromPeersBytes, fromServerBytes }: DownloadFacts): DownloadView['bar'] {
  if (sizeBytes === 0) {
    return { kept: 0, peers: 0, server: 0 };
  }
  const came = fromPeersBytes + fromServerBytes;
  // What came may have come before, for the player, or not be written yet: the bar shows what is written.
  const shown = Math.min(1, came === 0 ? 0 : writtenBytes / came);
  const peers = (fromPeersBytes * shown) / sizeBytes;
  const server = (fromServerBytes * shown) / sizeBytes;
  return { peers, server, kept: Math.max(0, writtenBytes / sizeBytes - peers - server) };
}
