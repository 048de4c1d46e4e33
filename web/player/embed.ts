import { EarlyAnswers } from '../transport/early-answers.js';
import { isChannelName } from './names.js';
import { gatewayOf } from './player-attributes.js';

/** Set by the build, relative to this script: a module, then the parts that it cannot begin without. */
declare const PLAYER_FILES: readonly string[];

// A classic script, so that its own address is known; several of them on a page load a module once, for a browser
// evaluates each module address once.
const script = document.currentScript;
if (script instanceof HTMLScriptElement) {
  load(PLAYER_FILES, script.src);
  askEarly(new URL('.', script.src));
}

/** All files at once, and not one after the other as the browser comes upon them. */
function load([module = '', ...parts]: readonly string[], src: string): void {
  for (const part of parts) {
    const link = document.createElement('link');
    link.rel = 'modulepreload';
    link.href = new URL(part, src).href;
    document.head.append(link);
  }
  import(new URL(module, src).href).catch((failure: unknown) => {
    console.error('bittube: a part could not be loaded', failure);
  });
}

/** A player that begins by itself finds its channel's answers here, which came while its script did. */
function askEarly(here: URL): void {
  for (const player of document.querySelectorAll('bittube-player[autoplay][channel]')) {
    const name = player.getAttribute('channel') ?? '';
    const gateway = gatewayOf(player.getAttribute('src'), here, document.baseURI);
    if (gateway === undefined || !isChannelName(name)) continue;
    window.bittubeEarlyAnswers ??= new EarlyAnswers(
      (url, init) => fetch(url, init),
      () => performance.now(),
    );
    window.bittubeEarlyAnswers.ask(new URL(`live/${name}/join`, gateway).href);
    window.bittubeEarlyAnswers.ask(new URL(`live/${name}/info.json`, gateway).href);
  }
}
