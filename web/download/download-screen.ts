import { fileKind } from '../player/file-kind.js';
import { setText, styleSheet } from '../player/page-text.js';
import tokensCss from '../player/tokens.css';
import { bytes } from '../player/words.js';
import downloadCss from './download.css';
import type { DownloadAction, DownloadButton, DownloadFacts, DownloadView } from './download-view.js';

export interface DownloadScreenListener {
  onAction(action: DownloadAction): void;
  onToken(token: string): void;
}

const HTML = `
<div class="head">
  <span class="kind" aria-hidden="true"></span>
  <span class="what"><strong class="name"></strong><span class="size"></span></span>
  <span class="buttons">
    <button type="button" class="first" hidden></button>
    <button type="button" class="second" hidden></button>
  </span>
</div>
<div class="progress" hidden>
  <div class="bar" role="progressbar" aria-label="Saved" aria-valuemin="0" aria-valuemax="100">
    <span class="kept"></span><span class="peers"></span><span class="server"></span>
  </div>
  <p class="line"></p>
  <dl>
    <div class="from-peers"><dt>From viewers</dt><dd></dd></div>
    <div class="from-server"><dt>From the server</dt><dd></dd></div>
    <div class="given"><dt>You passed on</dt><dd></dd></div>
    <div class="others"><dt>Others here</dt><dd></dd></div>
  </dl>
</div>
<p class="notice" role="status"></p>
<form class="token" hidden>
  <label for="token">Token</label>
  <input id="token" type="text" autocomplete="off" autocapitalize="off" spellcheck="false" required />
  <button type="submit">Open</button>
</form>
<p class="direct"><a>Direct link for other programs</a></p>
`;

/** The download's shadow tree: shows views and figures, tells what was pressed. Holds no state of the download. */
export class DownloadScreen {
  readonly #root: ShadowRoot;
  #actions: { first?: DownloadAction | undefined; second?: DownloadAction | undefined } = {};

  constructor(host: HTMLElement, listener: DownloadScreenListener) {
    this.#root = host.attachShadow({ mode: 'open' });
    this.#root.innerHTML = HTML;
    this.#root.adoptedStyleSheets = [styleSheet(tokensCss), styleSheet(downloadCss)];
    for (const which of ['first', 'second'] as const) {
      this.#find(`.${which}`).addEventListener('click', () => {
        const action = this.#actions[which];
        if (action !== undefined) {
          listener.onAction(action);
        }
      });
    }
    this.#find('form').addEventListener('submit', (event) => {
      event.preventDefault();
      listener.onToken((this.#find('input') as HTMLInputElement).value.trim());
    });
  }

  /** @param directUrl where any program gets the file; '' where there is none */
  showFile(name: string, sizeBytes: number | undefined, directUrl: string): void {
    setText(this.#find('.kind'), fileKind(name));
    setText(this.#find('.name'), name === '' ? '…' : name);
    setText(this.#find('.size'), sizeBytes === undefined ? '' : bytes(sizeBytes));
    this.#find('.direct').hidden = directUrl === '' || sizeBytes === undefined;
    (this.#find('a') as HTMLAnchorElement).href = directUrl;
  }

  show(view: DownloadView, facts: DownloadFacts): void {
    this.#button('first', view.first);
    this.#button('second', view.second);
    const { bar } = view;
    this.#find('.progress').hidden = bar === undefined;
    if (bar !== undefined) {
      for (const part of ['kept', 'peers', 'server'] as const) {
        this.#find(`.bar .${part}`).style.width = `${bar[part] * 100}%`;
      }
      const share = Math.floor((bar.kept + bar.peers + bar.server) * 100 + 1e-6);
      this.#find('.bar').setAttribute('aria-valuenow', String(share));
      setText(this.#find('.line'), view.line);
      setText(this.#find('.from-peers dd'), bytes(facts.fromPeersBytes));
      setText(this.#find('.from-server dd'), bytes(facts.fromServerBytes));
      setText(this.#find('.given dd'), bytes(facts.toPeersBytes));
      setText(this.#find('.others dd'), String(facts.neighbours));
    }
    setText(this.#find('.notice'), view.notice);
    this.#find('.notice').dataset['tone'] = view.tone;
    this.#find('form').hidden = !view.asksForToken;
  }

  #button(which: 'first' | 'second', button: DownloadButton | undefined): void {
    const element = this.#find(`.${which}`);
    const hadFocus = this.#root.activeElement === element;
    this.#actions[which] = button?.action;
    setText(element, button?.label ?? '');
    element.hidden = button === undefined;
    if (hadFocus && button === undefined) {
      this.#find('button:not([hidden]), a').focus(); // the keyboard must not lose its place
    }
  }

  #find(selector: string): HTMLElement {
    const found = this.#root.querySelector<HTMLElement>(selector);
    if (found === null) {
      throw new Error(`download template lacks ${selector}`);
    }
    return found;
  }
}
