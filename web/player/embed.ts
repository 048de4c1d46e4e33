import { askEarly, askEarlyForObject } from './ask-early.js';
import { isChannelName, isObjectId } from './names.js';
import { gatewayOf, tokenOf } from './player-attributes.js';

/** Set by the build, relative to this script: a module, then the parts that it cannot begin without. */
declare const PLAYER_FILES: readonly string[];
/** What is needed besides where a video is to be played. */
declare const FILM_FILES: readonly string[];
/** What saves objects: as PLAYER_FILES. */
declare const DOWNLOAD_FILES: readonly string[];

// A classic script, so that its own address is known; several of them on a page load a module once, for a browser
// evaluates each module address once.
const script = document.currentScript;
if (script instanceof HTMLScriptElement) {
  load(PLAYER_FILES, script.src);
  if (document.querySelector('bittube-player[object]') !== null) {
    preload(FILM_FILES, script.src);
  }
  askForPlayers(new URL('.', script.src));
  whenThereIs('bittube-download', () => {
    load(DOWNLOAD_FILES, script.src);
  });
}

/** All files at once, and not one after the other as the browser comes upon them. */
function load([module = '', ...parts]: readonly string[], src: string): void {
  preload(parts, src);
  import(new URL(module, src).href).catch((failure: unknown) => {
    console.error('bittube: a part could not be loaded', failure);
  });
}

function preload(files: readonly string[], src: string): void {
  for (const file of files) {
    const link = document.createElement('link');
    link.rel = 'modulepreload';
    link.href = new URL(file, src).href;
    document.head.append(link);
  }
}

/** Most pages have none of these elements; one may be put in at any time. */
function whenThereIs(name: string, act: () => void): void {
  const found = document.getElementsByTagName(name);
  if (found.length > 0) {
    act();
    return;
  }
  const observer = new MutationObserver(() => {
    if (found.length === 0) return;
    observer.disconnect();
    act();
  });
  observer.observe(document, { childList: true, subtree: true });
}

/** For the players that stand in the page already and begin by themselves. */
function askForPlayers(here: URL): void {
  for (const player of document.querySelectorAll('bittube-player[autoplay]')) {
    const gateway = gatewayOf(player.getAttribute('src'), here, document.baseURI);
    const channel = player.getAttribute('channel') ?? '';
    const id = player.getAttribute('object') ?? '';
    const token = tokenOf(player.getAttribute('token'));
    if (gateway !== undefined && isChannelName(channel)) {
      askEarly(channel, gateway, token);
    } else if (gateway !== undefined && isObjectId(id)) {
      askEarlyForObject({ gatewayUrl: gateway.href, id, token });
    }
  }
}
