import { EarlyAnswers } from '../transport/early-answers.js';
import { withToken } from '../transport/viewer-token.js';
import { objectAddress, type ObjectPlace } from '../transport/object-address.js';

/** What begins this channel's picture. A player on the page finds the answers, which came while its script did. */
export function askEarly(channel: string, gateway: URL, token: string | undefined): void {
  ask(...['join', 'info.json'].map((part) => withToken(new URL(`live/${channel}/${part}`, gateway).href, token)));
}

/** What a video begins with, up to its first pieces. */
export function askEarlyForObject(object: ObjectPlace): void {
  ask(...['descriptor', 'info.json', 'hashes/0'].map((part) => objectAddress(object, part)));
}

function ask(...urls: readonly string[]): void {
  window.bittubeEarlyAnswers ??= new EarlyAnswers(
    (url, init) => fetch(url, init),
    () => performance.now(),
  );
  for (const url of urls) {
    window.bittubeEarlyAnswers.ask(url);
  }
}
