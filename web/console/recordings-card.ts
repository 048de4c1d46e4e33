import { clock } from '../player/timeline.js';
import { bytes } from '../player/words.js';
import { apiPath } from './channel-actions.js';
import type { ConsoleContext } from './context.js';
import { confirmed } from './dialog.js';
import { button, card, element } from './element.js';
import { wordsOf } from './gateway-api.js';
import { readRecordings, type RecordedFile } from './library-item.js';
import { ListState } from './list-state.js';
import { ago, exactTime } from './time-words.js';

/** The files that a channel was recorded into. */
export function recordingsCard(context: ConsoleContext, name: string, signal: AbortSignal): HTMLElement {
  const list = element('ul', { class: 'plain-list' });
  const state = new ListState(context, 'the recordings', () => void load(), signal);
  context.library.watch(() => void load(), signal);
  return card('Recordings of this channel', state.element, list);

  async function load(): Promise<void> {
    try {
      const files = readRecordings(await context.api.get(apiPath(name, '/recordings')));
      if (!signal.aborted) {
        state.loaded(files.length === 0 ? 'None yet. Turn on “Record this channel”, and they appear here.' : '');
        list.replaceChildren(...files.map(row));
      }
    } catch (failure) {
      if (!signal.aborted) {
        state.failed(failure);
      }
    }
  }

  function row(file: RecordedFile): HTMLElement {
    const { startedMillis, object } = file;
    const when = startedMillis === undefined ? 'Recording' : exactTime(startedMillis);
    return element(
      'li',
      {},
      element(
        'span',
        { class: 'grow', ...(startedMillis === undefined ? {} : { title: ago(startedMillis, Date.now()) }) },
        when,
        element('span', { class: 'muted' }, ` · ${clock(file.durationMillis)} · ${bytes(file.sizeBytes)}`),
      ),
      ...(file.isGoingOn ? [element('span', { class: 'muted' }, 'being recorded')] : []),
      ...(object === undefined
        ? []
        : [
            element('a', { class: 'button', href: `/objects/${object}/watch`, target: '_blank' }, 'Play'),
            element('a', { class: 'button', href: `/objects/${object}?download`, download: true }, 'Download'),
          ]),
      ...(file.isGoingOn
        ? []
        : [button('Delete', () => void remove(file, when), { 'aria-label': `Delete the recording of ${when}` })]),
    );
  }

  async function remove(file: RecordedFile, when: string): Promise<void> {
    await confirmed(
      'Delete this recording?',
      `${when}, ${bytes(file.sizeBytes)}. Its file and its page are gone then.`,
      'Delete',
      async () => {
        try {
          await context.api.send('DELETE', apiPath(name, `/recordings/${encodeURIComponent(file.id)}`));
          await load();
          return '';
        } catch (failure) {
          return wordsOf(failure);
        }
      },
    );
  }
}
