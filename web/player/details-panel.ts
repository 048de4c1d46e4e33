import { detailRows } from './detail-rows.js';
import type { Figures } from './figure-ticker.js';
import { drawNeighbours, tellNeighbours } from './neighbour-drawing.js';
import { NeighbourPlaces, PICTURE } from './neighbour-picture.js';
import { NeighbourRates } from './neighbour-rates.js';
import { setText } from './page-text.js';
import type { PanelsListener } from './panels.js';
import { drawPieces } from './piece-map-drawing.js';
import type { SharingView } from './player-screen.js';
import { fromServerBytes } from './player-stats.js';
import type { Dictionary } from './words/dictionary.js';

const SERVER = 'server';
const CLOSE =
  '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="m6.4 5 5.6 5.6L17.6 5 19 6.4 13.4 12l5.6 5.6-1.4 1.4-5.6-5.6L6.4 19 5 17.6l5.6-5.6L5 6.4z"/></svg>';

/** *Stats for nerds*: who gives and who takes, as a picture; the figures; which pieces of a video are here. */
export class DetailsPanel {
  readonly #section: HTMLElement;
  readonly #rates = new NeighbourRates();
  readonly #places = new NeighbourPlaces();
  #sharing: SharingView | undefined;

  /** @param section opened and closed by whom it belongs to */
  constructor(section: HTMLElement, listener: PanelsListener) {
    this.#section = section;
    section.setAttribute('role', 'region');
    section.innerHTML = `
      <header><h2></h2><button type="button" class="close">${CLOSE}</button></header>
      <div class="columns">
        <figure><svg class="neighbours" role="img" viewBox="0 0 ${PICTURE.width} ${PICTURE.height}"></svg><figcaption></figcaption></figure>
        <div>
          <dl></dl>
          <canvas class="pieces" role="img" hidden></canvas>
          <p class="pieces-legend" aria-hidden="true"><span class="peers"></span><span class="gateway"></span><span class="kept"></span></p>
        </div>
      </div>
      <p class="will"><span></span><button type="button"></button></p>`;
    this.#part('.close').addEventListener('click', () => listener.onClose());
    this.#part('.will button').addEventListener('click', () => listener.onSharing(this.#sharing !== 'allowed'));
  }

  show(words: Dictionary, figures: Figures, sharing: SharingView | undefined): void {
    this.#countRates(figures);
    if (this.#section.hidden) {
      return;
    }
    this.#name(words);
    this.#showWill(words, sharing);
    this.#showPicture(words, figures);
    this.#showRows(detailRows(figures.stats, figures.share, words));
    drawPieces(this.#part('.pieces') as HTMLCanvasElement, (columns) => figures.pieces(columns), words.details.pieces);
  }

  #name({ details }: Dictionary): void {
    this.#section.setAttribute('aria-label', details.title);
    setText(this.#part('h2'), details.title);
    this.#part('.close').setAttribute('aria-label', details.close);
    setText(this.#part('.pieces-legend .peers'), details.pieces.fromPeers);
    setText(this.#part('.pieces-legend .gateway'), details.pieces.fromServer);
    setText(this.#part('.pieces-legend .kept'), details.pieces.fromBefore);
  }

  #showWill({ details }: Dictionary, sharing: SharingView | undefined): void {
    this.#sharing = sharing;
    const isKnown = sharing === 'allowed' || sharing === 'refused';
    this.#part('.will').hidden = !isKnown;
    if (isKnown) {
      setText(this.#part('.will span'), details.sharing[sharing]);
      setText(this.#part('.will button'), sharing === 'allowed' ? details.sharing.refuse : details.sharing.allow);
    }
  }

  #countRates({ stats, neighbours }: Figures): void {
    const server = { id: SERVER, fromBytes: fromServerBytes(stats) + stats.fromTabBytes, toBytes: 0 };
    const viewers = neighbours.map(({ peerId, fromBytes, toBytes }) => ({ id: `peer ${peerId}`, fromBytes, toBytes }));
    this.#rates.add([server, ...viewers], performance.now());
  }

  #showPicture(words: Dictionary, { stats, neighbours }: Figures): void {
    const drawables = neighbours.map(({ peerId, isNear }) => {
      const id = `peer ${peerId}`;
      return { id, kind: 'viewer', isNear, ...this.#rates.of(id) } as const;
    });
    const server = { id: SERVER, kind: 'server', isNear: false, ...this.#rates.of(SERVER) } as const;
    const picture = this.#places.picture(drawables, server);
    const svg = this.#part('.neighbours');
    svg.innerHTML = drawNeighbours(picture, words, stats.delivery === 'tab');
    svg.setAttribute('aria-label', tellNeighbours(picture, words));
    const { legend, network, more, nobody } = words.details.picture;
    const caption = [
      legend,
      ...(picture.hasNear ? [`┄ ${network}`] : []),
      ...(picture.others > 0 ? [more(picture.others)] : []),
    ];
    setText(this.#part('figcaption'), neighbours.length === 0 ? nobody : caption.join(' · '));
  }

  #showRows(rows: readonly (readonly [string, string])[]): void {
    const list = this.#part('dl');
    while (list.children.length > rows.length * 2) {
      list.lastElementChild?.remove();
    }
    rows.forEach(([term, value], index) => {
      setText(list.children[index * 2] ?? list.appendChild(document.createElement('dt')), term);
      setText(list.children[index * 2 + 1] ?? list.appendChild(document.createElement('dd')), value);
    });
  }

  #part(selector: string): HTMLElement {
    const found = this.#section.querySelector<HTMLElement>(selector);
    if (found === null) {
      throw new Error(`the details panel lacks ${selector}`);
    }
    return found;
  }
}
