import { bytes, percent } from '../player/words.js';
import type { ConsoleContext } from './context.js';
import { button, element } from './element.js';
import { wordsOf } from './gateway-api.js';
import { uploadFile } from './tus-upload.js';
import { browserUploads } from './upload-environment.js';

/**
 * Files on their way to the gateway, one after the other, each with its progress. They go on while other pages of the console are
 * looked at, but not when the console is closed.
 */
export class UploadList {
  readonly element = element('ul', { class: 'plain-list uploads', 'aria-label': 'Uploads' });
  readonly #context: ConsoleContext;
  /** The one before must be done, or given up. */
  #last: Promise<void> = Promise.resolve();

  constructor(context: ConsoleContext) {
    this.#context = context;
    addEventListener('beforeunload', (event) => {
      if (this.element.querySelector('progress') !== null) {
        event.preventDefault(); // the browser asks whether the upload is to end
      }
    });
  }

  add(files: Iterable<File>): void {
    for (const file of files) {
      const cancelled = new AbortController();
      const bar = element('progress', { max: 1, value: 0, 'aria-label': `Upload of ${file.name}` });
      const words = element('span', { class: 'muted' }, 'waits');
      const row = element('li', {}, element('span', { class: 'grow' }, file.name), bar, words);
      const cancel = button('Cancel', () => cancelled.abort(), { 'aria-label': `Cancel the upload of ${file.name}` });
      row.append(cancel);
      this.element.append(row);
      this.#last = this.#last.then(() => this.#send(file, { row, bar, words, cancel }, cancelled.signal));
    }
  }

  async #send(
    file: File,
    { row, bar, words, cancel }: Record<'row' | 'words' | 'cancel', HTMLElement> & { bar: HTMLProgressElement },
    signal: AbortSignal,
  ): Promise<void> {
    if (signal.aborted) {
      row.remove();
      return;
    }
    const { api } = this.#context;
    const show = (sentBytes: number): void => {
      bar.value = sentBytes / file.size;
      const done = sentBytes >= file.size;
      words.textContent = done ? 'being checked …' : `${percent(sentBytes / file.size)} of ${bytes(file.size)}`;
    };
    try {
      show(0);
      await uploadFile(
        file,
        api.url('api/uploads').href,
        browserUploads(() => api.headers),
        ({ sentBytes }) => show(sentBytes),
        signal,
      );
      row.remove();
      this.#context.say(`${file.name} is in the library. Only who has its link sees it, until you make it public.`);
      this.#context.library.set(this.#context.library.value + 1);
    } catch (failure) {
      bar.remove();
      if (failure instanceof DOMException && failure.name === 'AbortError') {
        row.remove();
        return;
      }
      words.textContent = wordsOf(failure);
      row.toggleAttribute('data-fault', true);
      cancel.replaceWith(button('Close', () => row.remove(), { 'aria-label': `Close the upload of ${file.name}` }));
    }
  }
}
