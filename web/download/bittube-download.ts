import type { Descriptor } from '../objects/descriptor.js';
import type { ObjectState, ObjectStats } from '../objects/object-stats.js';
import { askForInfo, type ObjectProblem } from '../player/object-info.js';
import { openObject, type ObjectSource, type OpenObject } from '../player/object-sessions.js';
import { peersFor } from '../player/consent.js';
import { gatewayOf, maxUploadOf, peerWishOf } from '../player/player-attributes.js';
import { browserEnvironment } from '../transport/browser-environment.js';
import type { ObjectInfo } from '../transport/object-links.js';
import { chooseTarget, spareTarget, type SavedFile } from './choose-target.js';
import { DownloadRun } from './download-run.js';
import { DownloadScreen } from './download-screen.js';
import { downloadView, type DownloadAction, type DownloadFacts, type Phase } from './download-view.js';
import type { Saved, SaveTarget } from './save-target.js';

/** Detail of the `progress` event. */
export interface DownloadDetail extends Partial<ObjectStats> {
  readonly phase: Phase;
  readonly writtenBytes: number;
}

/** Detail of the `done` event: what was saved. */
export interface DoneDetail {
  readonly file: Blob;
}

const SHOW_MILLIS = 500;
const OBJECT_ID = /^[A-Za-z0-9_-]{43}$/;

/**
 * `<bittube-download object="{id}">`: saves an object of the library, got from other viewers and the gateway, and shares it
 * until it leaves the document or is told to stop. Attributes: `object`, `src` (the gateway's base URL), `token`, `p2p`, `max-upload`
 * as of the player. Events: `progress`, `done`.
 */
export class BittubeDownload extends HTMLElement {
  static readonly observedAttributes = ['object', 'src', 'token', 'p2p', 'max-upload'];
  static #gateway: URL | undefined;

  readonly #screen: DownloadScreen;
  readonly #environment = browserEnvironment();
  #phase: Phase = 'looking';
  #stopAsking: () => void = () => undefined;
  #cancelShow: () => void = () => undefined;
  #info: ObjectInfo | undefined;
  #object: OpenObject | undefined;
  #descriptor: Descriptor | undefined;
  #target: SaveTarget | undefined;
  #run: DownloadRun | undefined;
  #savedUrl: string | undefined;
  #mostBytes = 0;
  #attached = false;
  /** Figures of a session that has ended. */
  #lastStats: ObjectStats | undefined;
  readonly #user = {
    maxUploadKbps: undefined as number | undefined,
    onState: (state: ObjectState): void => this.#onState(state),
  };

  /** Defines the element, once a page. @param gateway of elements without a `src`: a base URL ending in a slash */
  static register(gateway: URL): void {
    if (customElements.get('bittube-download') === undefined) {
      BittubeDownload.#gateway = gateway;
      customElements.define('bittube-download', BittubeDownload);
    }
  }

  constructor() {
    super();
    this.#screen = new DownloadScreen(this, {
      onAction: (action) => this.#act(action),
      onToken: (token) => this.setAttribute('token', token),
    });
  }

  connectedCallback(): void {
    if (this.#attached) {
      return; // moved within the document
    }
    this.#attached = true;
    this.#look();
  }

  disconnectedCallback(): void {
    queueMicrotask(() => {
      if (!this.isConnected && this.#attached) {
        this.#attached = false;
        this.#stopAsking();
        this.#end();
      }
    });
  }

  attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    if (before === after || !this.#attached) {
      return;
    }
    if (name === 'max-upload') {
      this.#user.maxUploadKbps = maxUploadOf(after);
      this.#object?.limitUpload();
    } else {
      this.#end();
      this.#look();
    }
  }

  /** The figures of this moment; undefined before the download began. */
  get stats(): ObjectStats | undefined {
    return this.#object?.session.stats() ?? this.#lastStats;
  }

  /** Begins, as the button does. Called in a click it lets the viewer say where to. */
  start(): void {
    void this.#start();
  }

  #act(action: DownloadAction): void {
    switch (action) {
      case 'start':
        void this.#start();
        return;
      case 'pause':
        this.#run?.pause();
        this.#become('paused');
        return;
      case 'resume':
        this.#run?.resume();
        this.#become('running');
        return;
      case 'cancel':
      case 'stop':
        this.#end();
        this.#become('ready');
        return;
      case 'save':
        this.#handOver();
    }
  }

  /** Asks what it is: name and size are shown before anything is fetched. */
  #look(): void {
    this.#stopAsking();
    this.#info = undefined;
    const source = this.#source();
    if (source === undefined) {
      this.#become('no object');
      return;
    }
    this.#become('looking');
    this.#stopAsking = askForInfo(source, {
      onInfo: (info) => {
        this.#info = info;
        this.#become('ready');
      },
      onProblem: (problem: ObjectProblem) => this.#become(problem),
    });
  }

  async #start(): Promise<void> {
    const source = this.#source();
    const info = this.#info;
    if (source === undefined || info === undefined || this.#object !== undefined || this.#phase === 'choosing') {
      return;
    }
    this.#become('choosing');
    const name = info.name === '' ? info.id : info.name;
    const file = { name, type: 'application/octet-stream', sizeBytes: info.sizeBytes ?? 0 };
    const chosen = await chooseTarget(file);
    if ('write' in chosen) {
      if (this.#attached && this.#info === info) {
        await this.#fetch(source, chosen, file);
      } else {
        void chosen.discard();
      }
    } else if (chosen.kind === 'cancelled') {
      this.#become('ready');
    } else {
      this.#mostBytes = chosen.mostBytes;
      this.#become('too large');
    }
  }

  async #fetch(source: ObjectSource, target: SaveTarget, file: SavedFile): Promise<void> {
    this.#target = target;
    this.#user.maxUploadKbps = maxUploadOf(this.getAttribute('max-upload'));
    const object = openObject(source, this.#user);
    this.#object = object;
    this.#become('starting');
    this.#cancelShow = this.#environment.timers.every(SHOW_MILLIS, () => this.#show());
    let descriptor;
    try {
      descriptor = await object.session.descriptor;
    } catch {
      return; // the state has said why
    }
    if (this.#object !== object) {
      return;
    }
    this.#descriptor = descriptor;
    this.#run = new DownloadRun({
      session: object.session,
      descriptor,
      target,
      spare: () => spareTarget(target, file),
      environment: this.#environment,
      onDone: (saved) => this.#onDone(saved),
      onFailure: (failure) => {
        this.#end();
        this.#become(failure);
      },
    });
    this.#run.resume();
    this.#become('running');
  }

  #onState(state: ObjectState): void {
    if (state === 'unknown' || state === 'denied' || state === 'false descriptor') {
      this.#end();
      this.#become(state);
    }
  }

  #onDone({ file }: Saved): void {
    if (this.#target?.kind === 'link') {
      this.#savedUrl = URL.createObjectURL(file);
    }
    this.#become('done');
    this.dispatchEvent(new CustomEvent<DoneDetail>('done', { detail: { file } }));
    this.#handOver();
  }

  /** Lets the browser put a finished file where the viewer keeps downloads. */
  #handOver(): void {
    if (this.#savedUrl === undefined) {
      return;
    }
    const link = document.createElement('a');
    link.href = this.#savedUrl;
    link.download = this.#descriptor?.name ?? '';
    link.click();
  }

  /** Ends what was begun. What was saved on the viewer's disk stays. */
  #end(): void {
    this.#cancelShow();
    this.#run?.stop();
    if (this.#savedUrl !== undefined) {
      URL.revokeObjectURL(this.#savedUrl);
      this.#savedUrl = undefined;
    }
    this.#lastStats = this.stats;
    this.#object?.close();
    void this.#target?.discard().catch(() => undefined); // gone already
    this.#object = this.#run = this.#target = this.#descriptor = undefined;
  }

  #source(): ObjectSource | undefined {
    const id = this.getAttribute('object') ?? '';
    const fallback = BittubeDownload.#gateway;
    const gateway = fallback && gatewayOf(this.getAttribute('src'), fallback, document.baseURI);
    if (!OBJECT_ID.test(id) || gateway === undefined) {
      return undefined;
    }
    const token = this.getAttribute('token') ?? '';
    return {
      gateway,
      id,
      token: token === '' ? undefined : token,
      peers: peersFor(peerWishOf(this.getAttribute('p2p'))),
    };
  }

  #become(phase: Phase): void {
    this.#phase = phase;
    this.dataset['phase'] = phase;
    this.#show();
  }

  #show(): void {
    const facts = this.#facts();
    this.#screen.showFile(this.#info?.name ?? '', facts.sizeBytes, this.#directUrl());
    this.#screen.show(downloadView(facts), facts);
    const { phase, writtenBytes } = facts;
    this.dispatchEvent(new CustomEvent<DownloadDetail>('progress', { detail: { ...this.stats, phase, writtenBytes } }));
  }

  #facts(): DownloadFacts {
    const stats = this.#object?.session.stats();
    return {
      phase: this.#phase,
      sizeBytes: this.#descriptor?.sizeBytes ?? this.#info?.sizeBytes,
      pieces: stats?.pieces ?? 0,
      writtenBytes: this.#run?.writtenBytes ?? 0,
      bytesPerSecond: this.#run?.bytesPerSecond,
      fromPeersBytes: stats?.fromPeersBytes ?? 0,
      fromServerBytes: stats?.fromHttpBytes ?? 0,
      toPeersBytes: stats?.toPeersBytes ?? 0,
      neighbours: stats?.neighbours ?? 0,
      gatewayFailures: stats?.gatewayFailures ?? 0,
      lost: stats?.lost ?? 0,
      isLink: this.#target?.kind === 'link',
      hasToken: this.hasAttribute('token'),
      mostBytes: this.#mostBytes,
    };
  }

  #directUrl(): string {
    const source = this.#source();
    if (source === undefined) {
      return '';
    }
    const url = new URL(`objects/${source.id}`, source.gateway);
    url.searchParams.set('download', '');
    if (source.token !== undefined) {
      url.searchParams.set('token', source.token);
    }
    return url.href;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bittube-download': BittubeDownload;
  }
}
