import type { ConsoleChannel } from './channel.js';
import { ago, lasting } from './time-words.js';

/** How a lamp looks: each kind has a colour, a shape and a word. */
export type LampKind = 'live' | 'waiting' | 'lost' | 'failed' | 'stopped';

export interface Lamp {
  readonly kind: LampKind;
  readonly word: string;
  /** What is, and what to do about it. */
  readonly sentence: string;
}

/** @param nowMillis ms since the epoch */
export function lampOf(channel: ConsoleChannel, nowMillis: number): Lamp {
  if (!channel.running || channel.state === 'stopped') {
    return { kind: 'stopped', word: 'Stopped', sentence: 'Press Begin to put it on the air.' };
  }
  const since = channel.sinceMillis === undefined ? '' : ` ${ago(channel.sinceMillis, nowMillis)}`;
  const reason = channel.lastError === undefined ? '' : `: ${lowered(channel.lastError)}`;
  switch (channel.state) {
    case 'failed':
      return {
        kind: 'failed',
        word: 'Failed',
        sentence: ended(`Gave up${since}${reason}`) + ' Change the source, or stop it and begin once more.',
      };
    case 'reconnecting':
      return {
        kind: 'lost',
        word: 'Source lost',
        sentence: ended(`Lost${since}${reason}`) + ' Trying again by itself.',
      };
    case 'connecting':
      return { kind: 'waiting', word: 'Connecting', sentence: 'Asking the source for its stream.' };
    case 'waiting':
      return channel.source['type'] === 'file'
        ? { kind: 'waiting', word: 'Waiting', sentence: 'The file has nothing new yet.' }
        : { kind: 'waiting', word: 'Waiting', sentence: 'No encoder is connected. Send it the address and the key.' };
    case 'running':
      return channel.offlineSinceMillis === undefined
        ? {
            kind: 'live',
            word: 'Live',
            sentence: `On the air${channel.sinceMillis === undefined ? '' : ` for ${lasting(nowMillis - channel.sinceMillis)}`}.`,
          }
        : {
            kind: 'lost',
            word: 'No picture',
            sentence: `The source has sent nothing for ${lasting(nowMillis - channel.offlineSinceMillis)}. Viewers see that it is interrupted.`,
          };
  }
}

/** A message of the server goes on in the middle of a sentence. */
function lowered(words: string): string {
  return /^[A-Z][a-z]/.test(words) ? words.charAt(0).toLowerCase() + words.slice(1) : words;
}

function ended(words: string): string {
  return /[.!?]$/.test(words) ? words : `${words}.`;
}
