import { asObject, asText } from '../transport/json-fields.js';
import { fileKind } from '../player/file-kind.js';
import { clock } from '../player/timeline.js';
import { bytes, viewers } from '../player/words.js';
import type { ConsoleContext } from './context.js';
import { copyField } from './copy-field.js';
import { ask } from './dialog.js';
import { button, element } from './element.js';
import { check, row } from './form-parts.js';
import { wordsOf } from './gateway-api.js';
import { VISIBILITY_WORDS, type LibraryItem, type Visibility } from './library-item.js';
import { ago, exactTime } from './time-words.js';

/** One file of the library, with all that can be done with it. */
export function libraryRow(context: ConsoleContext, item: LibraryItem): HTMLElement {
  const { id, title, createdMillis } = item;
  const path = `api/objects/${id}`;
  const change = async (body: Readonly<Record<string, string>>): Promise<unknown> => {
    const answer = await context.api.send('PATCH', path, body);
    context.library.set(context.library.value + 1);
    return answer;
  };
  const visibility = element(
    'select',
    { class: 'field', 'aria-label': `Who sees ${title}`, 'data-focus': `visibility ${id}` },
    ...Object.entries(VISIBILITY_WORDS).map(([value, words]) =>
      element('option', { value, selected: value === item.visibility }, words),
    ),
  );
  visibility.addEventListener('change', () => void show(visibility.value as Visibility));

  async function show(wanted: Visibility): Promise<void> {
    try {
      const token = asText(asObject(await change({ visibility: wanted }))?.['token'], 256);
      if (token !== undefined) {
        const link = context.api.url(`objects/${id}/watch?token=${encodeURIComponent(token)}`).href;
        await ask(
          {
            title: `Link to ${title}`,
            confirm: 'Done',
            content: [
              element(
                'p',
                {},
                'Only who has this link sees it. It is shown this once; choosing this again makes a new one.',
              ),
              copyField('Link', link),
            ],
          },
          () => Promise.resolve(''),
        );
      } else {
        context.say(`${title}: ${VISIBILITY_WORDS[wanted].toLowerCase()}.`);
      }
    } catch (failure) {
      visibility.value = item.visibility;
      context.say(wordsOf(failure), 'fault');
    }
  }

  async function rename(): Promise<void> {
    const field = element('input', { class: 'field', id: 'new-title', value: title, maxlength: 255, required: true });
    await ask(
      {
        title: 'Rename',
        confirm: 'Rename',
        content: [row('Title', field)],
      },
      async () => {
        try {
          await change({ title: field.value.trim() });
          return '';
        } catch (failure) {
          return wordsOf(failure);
        }
      },
    );
  }

  async function remove(): Promise<void> {
    const alsoFile = element('input', { type: 'checkbox', checked: true });
    await ask(
      {
        title: `Delete ${title}?`,
        confirm: 'Delete',
        isDangerous: true,
        content: [
          element('p', {}, `${bytes(item.sizeBytes)}. Links to it lead nowhere then.`),
          ...(item.isRecording ? [check('Delete the recording’s file, too', alsoFile)] : []),
        ],
      },
      async () => {
        try {
          const query = item.isRecording && alsoFile.checked ? '?recording=delete' : '';
          await context.api.send('DELETE', path + query);
          context.say(`${title} is deleted.`);
          context.library.set(context.library.value + 1);
          return '';
        } catch (failure) {
          return wordsOf(failure);
        }
      },
    );
  }

  const facts = [
    item.isRecording ? 'Recording' : fileKind(item.name),
    ...(item.durationMillis === undefined ? [] : [clock(item.durationMillis)]),
    bytes(item.sizeBytes),
    ...(item.viewers > 0 ? [viewers(item.viewers)] : []),
  ];
  const isFilm = item.durationMillis !== undefined;
  return element(
    'li',
    {},
    element(
      'div',
      { class: 'grow' },
      element('strong', {}, title),
      element(
        'p',
        { class: 'muted small' },
        facts.join(' · '),
        ...(createdMillis === undefined
          ? []
          : [' · ', element('time', { title: exactTime(createdMillis) }, ago(createdMillis, Date.now()))]),
      ),
      ...(item.damage === undefined ? [] : [element('p', { class: 'fault-line small' }, item.damage)]),
    ),
    visibility,
    element(
      'div',
      { class: 'actions' },
      element(
        'a',
        {
          class: 'button',
          href: `/objects/${id}/watch`,
          target: '_blank',
          'aria-label': `${isFilm ? 'Play' : 'Open'} ${title}`,
        },
        isFilm ? 'Play' : 'Open',
      ),
      element(
        'a',
        { class: 'button', href: `/objects/${id}?download`, download: true, 'aria-label': `Download ${title}` },
        'Download',
      ),
      button('Rename', () => void rename(), { 'aria-label': `Rename ${title}`, 'data-focus': `rename ${id}` }),
      button('Delete', () => void remove(), { 'aria-label': `Delete ${title}`, 'data-focus': `delete ${id}` }),
    ),
  );
}
