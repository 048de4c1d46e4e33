import { Connection } from './connection.js';

/** Somebody who looks at another tab for a moment is not gone: children and feed stay for so long. */
const HIDDEN_AFTER_MILLIS = 10_000;

/** What the page can tell of its viewer: the kind of connection, whether the picture is seen and heard. */
export class ViewerConditions {
  readonly #video: HTMLVideoElement;
  readonly #connection: Connection;
  readonly #tearDown = new AbortController();
  readonly #onChange: () => void;
  readonly #onShown: () => void;
  #hidden = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `onChange`: something of it is another now; `onShown`: the page is seen again. */
  constructor(video: HTMLVideoElement, onChange: () => void, onShown: () => void) {
    this.#video = video;
    this.#onChange = onChange;
    this.#onShown = onShown;
    this.#connection = new Connection(onChange);
    const { signal } = this.#tearDown;
    video.addEventListener('volumechange', onChange, { signal });
    document.addEventListener('visibilitychange', () => this.#visibilityChanged(), { signal });
    this.#visibilityChanged();
  }

  /** The viewer pays by the byte, or says that data are to be saved. */
  get metered(): boolean {
    return this.#connection.metered;
  }

  /** The kind of connection as the browser names it; undefined where it does not. */
  get connectionType(): string | undefined {
    return this.#connection.type;
  }

  /** The page has been out of sight for a while. */
  get hidden(): boolean {
    return this.#hidden;
  }

  get silent(): boolean {
    return this.#video.muted || this.#video.volume === 0;
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#connection.close();
    this.#tearDown.abort();
  }

  #visibilityChanged(): void {
    clearTimeout(this.#timer);
    if (document.visibilityState === 'hidden') {
      this.#timer = setTimeout(() => this.#setHidden(true), HIDDEN_AFTER_MILLIS);
    } else {
      this.#setHidden(false);
      this.#onShown();
    }
  }

  #setHidden(hidden: boolean): void {
    if (this.#hidden !== hidden) {
      this.#hidden = hidden;
      this.#onChange();
    }
  }
}
