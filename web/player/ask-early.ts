import { EarlyAnswers } from '../transport/early-answers.js';

/** Asks for what begins this channel's picture; a player on the page finds the answers, which came while its script did. */
export function askEarly(channel: string, gateway: URL): void {
  window.bittubeEarlyAnswers ??= new EarlyAnswers(
    (url, init) => fetch(url, init),
    () => performance.now(),
  );
  window.bittubeEarlyAnswers.ask(new URL(`live/${channel}/join`, gateway).href);
  window.bittubeEarlyAnswers.ask(new URL(`live/${channel}/info.json`, gateway).href);
}
