import { clock, spokenTime, type Stretch, type Timeline } from './timeline.js';
import type { Dictionary } from './words/dictionary.js';

/** Stretches drawn of each kind: the bar has no more pixels to tell more of them apart. */
const MOST_STRETCHES = 100;
/** The tip stays whole at both ends of the bar. */
const HALF_TIP = '28px';

/** The bar by which a viewer moves in time: shows where the picture is, what is buffered and which pieces are held. */
export class SeekBar {
  readonly #bar: HTMLElement;
  readonly #onSeek: (timeMillis: number) => void;
  #words: Dictionary | undefined;
  #timeline: Timeline | undefined;
  /** Where the finger is; undefined while nobody drags. */
  #draggedTo: number | undefined;

  /** @param bar with `.track`, `.knob` and `.tip` in it */
  constructor(bar: HTMLElement, onSeek: (timeMillis: number) => void) {
    this.#bar = bar;
    this.#onSeek = onSeek;
    bar.addEventListener('pointerdown', (event) => {
      if (event.button === 0 && this.#timeline !== undefined) {
        bar.setPointerCapture(event.pointerId);
        this.#drag(event);
      }
    });
    bar.addEventListener('pointermove', (event) => {
      if (this.#draggedTo === undefined) {
        this.#showTip(this.#timeAt(event));
      } else {
        this.#drag(event);
      }
    });
    bar.addEventListener('pointerup', () => this.#drop());
    bar.addEventListener('pointercancel', () => {
      this.#draggedTo = undefined;
      this.#draw();
    });
  }

  speak(words: Dictionary): void {
    this.#words = words;
    this.#bar.setAttribute('aria-label', words.position);
    this.#draw();
  }

  show(timeline: Timeline | undefined): void {
    this.#timeline = timeline;
    if (timeline === undefined) {
      this.#draggedTo = undefined;
    } else {
      this.#draw();
    }
  }

  #drag(event: PointerEvent): void {
    this.#draggedTo = this.#timeAt(event);
    this.#showTip(this.#draggedTo);
    this.#draw();
  }

  #drop(): void {
    const time = this.#draggedTo;
    this.#draggedTo = undefined;
    if (time !== undefined) {
      this.#onSeek(time);
    }
  }

  #timeAt({ clientX }: PointerEvent): number {
    const { left, width } = this.#part('.track').getBoundingClientRect();
    const share = Math.min(1, Math.max(0, (clientX - left) / Math.max(1, width)));
    return share * (this.#timeline?.durationMillis ?? 0);
  }

  #showTip(timeMillis: number): void {
    const { durationMillis = 0, live = false } = this.#timeline ?? {};
    const tip = this.#part('.tip');
    tip.textContent = live ? `−${clock(durationMillis - timeMillis)}` : clock(timeMillis);
    tip.style.left = `clamp(${HALF_TIP}, ${percentOf(timeMillis, durationMillis)}, 100% - ${HALF_TIP})`;
  }

  #draw(): void {
    const timeline = this.#timeline;
    if (timeline === undefined) {
      return;
    }
    const { durationMillis, live } = timeline;
    const shown = Math.min(durationMillis, this.#draggedTo ?? timeline.positionMillis);
    const track = this.#part('.track');
    track.style.setProperty('--played', percentOf(shown, durationMillis));
    track.style.setProperty('--held', stripes(timeline.held, durationMillis, 'var(--bar-held)'));
    track.style.setProperty('--buffered', stripes(timeline.buffered, durationMillis, 'var(--bar-buffered)'));
    this.#part('.knob').style.left = percentOf(shown, durationMillis);
    const whole = (millis: number): string => String(Math.round(millis / 1_000));
    this.#bar.setAttribute('aria-valuemax', whole(durationMillis));
    this.#bar.setAttribute('aria-valuenow', whole(shown));
    const words = this.#words;
    if (words !== undefined) {
      const said = (millis: number): string => spokenTime(millis, words.spokenTime);
      this.#bar.setAttribute(
        'aria-valuetext',
        live ? words.behindLive(said(durationMillis - shown)) : words.timeOf(said(shown), said(durationMillis)),
      );
    }
  }

  #part(selector: string): HTMLElement {
    const found = this.#bar.querySelector<HTMLElement>(selector);
    if (found === null) {
      throw new Error(`seek bar lacks ${selector}`);
    }
    return found;
  }
}

function percentOf(millis: number, durationMillis: number): string {
  return `${(durationMillis > 0 ? (100 * millis) / durationMillis : 0).toFixed(2)}%`;
}

/** A background that has `colour` where the stretches are. */
function stripes(stretches: readonly Stretch[], durationMillis: number, colour: string): string {
  if (stretches.length === 0) {
    return 'none';
  }
  const stops = stretches.slice(0, MOST_STRETCHES).map(({ start, end }) => {
    const [from, to] = [percentOf(start, durationMillis), percentOf(end, durationMillis)];
    return `transparent ${from}, ${colour} ${from}, ${colour} ${to}, transparent ${to}`;
  });
  return `linear-gradient(to right, ${stops.join(', ')})`;
}
