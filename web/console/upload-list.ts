import { Speed } from '../player/speed.js';
import { transferWords } from '../player/transfer-words.js';
import type { ConsoleContext } from './context.js';
import { button, element } from './element.js';
import { wordsOf } from './gateway-api.js';
import { uploadFile } from './tus-upload.js';
import { browserUploads } from './upload-environment.js';
import { UploadMemory, type KnownFile } from './upload-memory.js';

const CLOCK_MILLIS = 1_000;

interface Row {
  readonly element: HTMLElement;
  readonly bar: HTMLProgressElement;
  readonly words: HTMLElement;
  readonly cancel: HTMLButtonElement;
}

/**
 * Files on their way to the gateway, one after the other, each with its progress. They go on while other pages of the console are
 * looked at, but not when the console is closed; then the same file, chosen again, goes on where it ended.
 */
export class UploadList {
  readonly element = element('ul', { class: 'plain-list uploads', 'aria-label': 'Uploads' });
  readonly #context: ConsoleContext;
  readonly #memory = new UploadMemory(
    () => localStorage,
    () => Date.now(),
  );
  /** The one before must be done, or given up. */
  #last: Promise<void> = Promise.resolve();
  #waiting = 0;

  constructor(context: ConsoleContext) {
    this.#context = context;
    addEventListener('beforeunload', (event) => {
      if (this.#waiting > 0) {
        event.preventDefault(); // the browser asks whether the upload is to end
      }
    });
    this.#memory.unfinished().forEach((file) => this.element.append(this.#unfinished(file)));
  }

  add(files: Iterable<File>): void {
    for (const file of files) {
      this.#shownAsUnfinished(file)?.remove();
      const cancelled = new AbortController();
      const row = {
        element: element('li', {}),
        bar: element('progress', { max: 1, value: 0, 'aria-label': `Upload of ${file.name}` }),
        words: element('span', { class: 'muted upload-words' }, 'waits'),
        cancel: button('Cancel', () => cancelled.abort(), { 'aria-label': `Cancel the upload of ${file.name}` }),
      };
      row.element.append(element('span', { class: 'grow' }, file.name), row.bar, row.words, row.cancel);
      this.element.append(row.element);
      this.#waiting++;
      this.#last = this.#last
        .then(() => this.#send(file, row, cancelled.signal))
        .finally(() => {
          this.#waiting--;
        });
    }
  }

  #shownAsUnfinished({ name }: File): HTMLElement | undefined {
    return [...this.element.querySelectorAll<HTMLElement>('li')].find((line) => line.dataset['unfinished'] === name);
  }

  async #send(file: File, row: Row, signal: AbortSignal): Promise<void> {
    if (signal.aborted) {
      row.element.remove();
      return;
    }
    const { api } = this.#context;
    const speed = new Speed();
    /** What was there before this run is no speed of its. */
    let sent: number | undefined;
    row.words.textContent = 'begins …';
    const show = (): void => {
      if (sent !== undefined) {
        speed.add(sent, performance.now());
        row.bar.value = sent / file.size;
        row.words.textContent =
          sent < file.size ? transferWords(sent, file.size, speed.bytesPerSecond) : 'being checked …';
      }
    };
    // While nothing moves, too: the rate falls then.
    const clock = setInterval(show, CLOCK_MILLIS);
    try {
      const way = {
        collection: api.url('api/uploads').href,
        environment: browserUploads(() => api.headers),
        memory: this.#memory,
      };
      await uploadFile(
        file,
        way,
        ({ sentBytes }) => {
          if (sentBytes < (sent ?? 0)) {
            speed.reset(); // a part was lost
          }
          sent = sentBytes;
          show();
        },
        signal,
      );
      row.element.remove();
      this.#context.say(`${file.name} is in the library. Only who has its link sees it, until you make it public.`);
      this.#context.library.set(this.#context.library.value + 1);
    } catch (failure) {
      if (failure instanceof DOMException && failure.name === 'AbortError') {
        row.element.remove();
        return;
      }
      this.#showFailure(file, row, failure);
    } finally {
      clearInterval(clock);
    }
  }

  #showFailure(file: File, { element: line, bar, words, cancel }: Row, failure: unknown): void {
    bar.remove();
    words.textContent = wordsOf(failure);
    line.toggleAttribute('data-fault', true);
    const close = button('Close', () => line.remove(), { 'aria-label': `Close the upload of ${file.name}` });
    const again = button(
      'Try again',
      () => {
        line.remove();
        this.add([file]);
      },
      { 'aria-label': `Try the upload of ${file.name} again` },
    );
    cancel.replaceWith(again, close);
  }

  /** The page was closed before it was whole. */
  #unfinished(file: KnownFile): HTMLElement {
    const line = element(
      'li',
      { 'data-unfinished': file.name },
      element('span', { class: 'grow' }, file.name),
      element('span', { class: 'muted' }, 'not finished: choose the file again, and it goes on where it ended'),
      button(
        'Forget',
        () => {
          this.#memory.forget(file);
          line.remove();
        },
        { 'aria-label': `Forget the upload of ${file.name}` },
      ),
    );
    return line;
  }
}
