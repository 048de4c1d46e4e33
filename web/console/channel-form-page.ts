import { isChannelName } from '../player/names.js';
import type { JsonObject } from '../transport/json-fields.js';
import { busy } from './busy.js';
import { apiPath, takeIn } from './channel-actions.js';
import { titleOf, type ConsoleChannel } from './channel.js';
import type { ConsoleContext, ConsolePage } from './context.js';
import { element } from './element.js';
import { followChannels } from './follow-channels.js';
import { check, row } from './form-parts.js';
import { wordsOf } from './gateway-api.js';
import { noteKey } from './shown-keys.js';
import { SourcePart } from './source-part.js';

/** Makes a channel, or changes one. @param name undefined: a new one */
export function channelFormPage(context: ConsoleContext, name: string | undefined, signal: AbortSignal): ConsolePage {
  const place = element('div', {});
  const title = name === undefined ? 'New channel' : `Change ${name}`;
  const page = element('div', { class: 'narrow' }, element('h1', {}, title));
  if (name === undefined) {
    page.append(form(context, undefined, signal));
    return { title, element: page };
  }
  const show = (channels: readonly ConsoleChannel[]): void => {
    if (place.hasChildNodes()) {
      return; // what is being typed is not overwritten by what arrives
    }
    const channel = channels.find((known) => known.name === name);
    place.append(
      channel === undefined
        ? element(
            'p',
            {},
            `There is no channel named ${name}. `,
            element('a', { href: '/console/channels' }, 'To the channels'),
          )
        : form(context, channel, signal),
    );
  };
  page.append(followChannels(context, show, signal), place);
  return { title, element: page };
}

function form(context: ConsoleContext, channel: ConsoleChannel | undefined, signal: AbortSignal): HTMLElement {
  const name = element('input', {
    class: 'field',
    id: 'name',
    value: channel?.name ?? '',
    required: true,
    maxlength: 128,
    spellcheck: 'false',
    autocapitalize: 'off',
    autocomplete: 'off',
    disabled: channel !== undefined,
    'aria-describedby': 'name-help',
  });
  const title = element('input', { class: 'field', id: 'title', value: channel?.title ?? '', maxlength: 120 });
  const description = element('textarea', { class: 'field', id: 'description', rows: 3, maxlength: 2_000 });
  description.value = channel?.description ?? '';
  const isPublic = checkbox('public', channel?.isPublic ?? true);
  const record = checkbox('record', channel?.record ?? false);
  const start = checkbox('start', true);
  const source = new SourcePart(context, channel, signal);
  const said = element('p', { class: 'fault-line', role: 'alert' });
  const save = element(
    'button',
    { type: 'submit', class: 'button primary' },
    channel === undefined ? 'Make channel' : 'Save',
  );
  const made = element(
    'form',
    { class: 'channel-form', novalidate: true },
    element(
      'section',
      { class: 'card', 'aria-labelledby': 'about-title' },
      element('h2', { id: 'about-title' }, 'About'),
      row('Name in addresses', name),
      element(
        'p',
        { class: 'muted small', id: 'name-help' },
        channel === undefined
          ? 'Letters, digits, dot, hyphen, tilde and underscore. It stands in /watch/NAME and stays as it is.'
          : 'A channel keeps its name: addresses on other sites lead there.',
      ),
      row('Title', title),
      row('Description', description),
      check('List it on the home page', isPublic),
      check('Record it: viewers can go back, and the file comes into the library', record),
      ...(channel === undefined ? [check('Begin at once', start)] : []),
    ),
    source.element,
    said,
    element(
      'div',
      { class: 'actions' },
      element(
        'a',
        { class: 'button', href: channel === undefined ? '/console/channels' : `/console/channels/${channel.name}` },
        'Cancel',
      ),
      save,
    ),
  );
  // What was wrong is being put right.
  made.addEventListener('input', () => (said.textContent = ''));
  made.addEventListener('submit', (event) => {
    event.preventDefault();
    void submit();
  });
  return made;

  async function submit(): Promise<void> {
    said.textContent = '';
    if (!isChannelName(name.value) || name.value === '.' || name.value === '..') {
      said.textContent = 'Give the channel a name of letters, digits, dots, hyphens, tildes or underscores.';
      name.focus();
      return;
    }
    const done = busy(save);
    const before = save.textContent;
    save.textContent = 'Looking at the source …';
    try {
      const wanted = await source.take();
      if (wanted === undefined) {
        return;
      }
      save.textContent = 'Saving …';
      await (channel === undefined ? create(wanted) : change(channel, wanted));
    } catch (failure) {
      said.textContent = wordsOf(failure);
    } finally {
      done();
      save.textContent = before;
    }
  }

  function words(): JsonObject {
    return { title: title.value.trim(), description: description.value.trim(), public: isPublic.checked };
  }

  async function create(wanted: JsonObject): Promise<void> {
    const body = { name: name.value, ...words(), source: wanted, start: start.checked, record: record.checked };
    const answer = await context.api.send('POST', 'api/channels', body);
    noteKey(name.value, answer);
    const made = takeIn(context, answer);
    context.say(`${made === undefined ? name.value : titleOf(made)} is made.`);
    context.go({ page: 'channel', channel: name.value });
  }

  async function change(known: ConsoleChannel, wanted: JsonObject): Promise<void> {
    const body = { ...words(), record: record.checked, ...(source.isChanged ? { source: wanted } : {}) };
    const answer = await context.api.send('PATCH', apiPath(known.name), body);
    noteKey(known.name, answer);
    const changed = takeIn(context, answer);
    context.say(`${changed === undefined ? known.name : titleOf(changed)} is changed.`);
    context.go({ page: 'channel', channel: known.name });
  }
}

function checkbox(id: string, isChecked: boolean): HTMLInputElement {
  return element('input', { type: 'checkbox', id, checked: isChecked });
}
