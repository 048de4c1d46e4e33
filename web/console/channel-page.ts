import { setText } from '../player/page-text.js';
import { viewers } from '../player/words.js';
import { accessCard } from './access-card.js';
import { busy } from './busy.js';
import { apiPath, beginOrStop, takeIn } from './channel-actions.js';
import { titleOf, type ConsoleChannel } from './channel.js';
import { ChartDesk } from './chart-desk.js';
import type { ConsoleContext, ConsolePage } from './context.js';
import { confirmed } from './dialog.js';
import { button, card, element } from './element.js';
import { embedCard } from './embed-card.js';
import { encoderCard } from './encoder-card.js';
import { check } from './form-parts.js';
import { wordsOf } from './gateway-api.js';
import { followChannels } from './follow-channels.js';
import { lampOf } from './lamp.js';
import { LampView } from './lamp-view.js';
import type { KnownPolicy } from './policy.js';
import { Preview } from './preview.js';
import { recordingsCard } from './recordings-card.js';
import { addressOf } from './routes.js';
import { streamFacts } from './stream-facts.js';
import { Watched } from './watched.js';

const CLOCK_MILLIS = 1_000;

/** One channel: its state, its picture, what the server reads, and all that can be done with it. */
export function channelPage(context: ConsoleContext, name: string, signal: AbortSignal): ConsolePage {
  const place = element('div', {});
  let shown: ((channel: ConsoleChannel) => void) | undefined;
  /** The source's kind decides what the page has. */
  let shownKind: unknown;
  let part = new AbortController();
  signal.addEventListener('abort', () => part.abort());
  const state = followChannels(context, (channels) => take(channels), signal);
  return { title: name, element: element('div', {}, state, place) };

  function take(channels: readonly ConsoleChannel[]): void {
    const channel = channels.find((known) => known.name === name);
    if (channel === undefined) {
      part.abort();
      shown = undefined;
      place.replaceChildren(
        element('h1', {}, 'There is no such channel'),
        element(
          'p',
          {},
          `${name} is not here (any more). `,
          element('a', { href: '/console/channels' }, 'To the channels'),
        ),
      );
      return;
    }
    if (shown === undefined || shownKind !== channel.source['type']) {
      part.abort();
      part = new AbortController();
      shownKind = channel.source['type'];
      const { element: made, show } = channelParts(context, channel, part.signal);
      place.replaceChildren(made);
      shown = show;
    }
    shown(channel);
  }
}

function channelParts(
  context: ConsoleContext,
  first: ConsoleChannel,
  signal: AbortSignal,
): { readonly element: HTMLElement; readonly show: (channel: ConsoleChannel) => void } {
  const { name } = first;
  let channel = first;
  const lamp = new LampView();
  const title = element('h1');
  const sentence = element('p', { class: 'channel-sentence' });
  /** Spoken when the state is another one; the sentence tells the seconds, too. */
  const said = element('p', { class: 'hidden', role: 'status' });
  const watching = element('span', { class: 'muted' });
  const action = button('', () => void beginOrStop(context, channel, action));
  const record = element('input', { type: 'checkbox', role: 'switch', id: 'record' });
  const recordNote = element('span', { class: 'muted small' });
  const facts = element('dl', { class: 'facts' });
  const policy = new Watched<KnownPolicy | undefined>(undefined);
  const preview = new Preview(context, name, policy, signal);
  record.addEventListener('change', () => void setRecord());

  async function setRecord(): Promise<void> {
    const done = busy(record);
    try {
      takeIn(context, await context.api.send('PATCH', apiPath(name), { record: record.checked }));
    } catch (failure) {
      record.checked = channel.record;
      context.say(wordsOf(failure), 'fault');
    } finally {
      done();
    }
  }

  async function remove(): Promise<void> {
    await confirmed(
      `Delete ${titleOf(channel)}?`,
      'Its viewers lose the picture, and its keys are forgotten. Recordings stay in the library.',
      'Delete',
      async () => {
        try {
          await context.api.send('DELETE', apiPath(name));
          context.channels.set((context.channels.value ?? []).filter((known) => known.name !== name));
          context.say(`${titleOf(channel)} is deleted.`);
          context.go({ page: 'channels' });
          return '';
        } catch (failure) {
          return wordsOf(failure);
        }
      },
    );
  }

  function show(now: ConsoleChannel): void {
    channel = now;
    const state = lampOf(channel, Date.now());
    lamp.show(state);
    setText(title, titleOf(channel));
    setText(sentence, state.sentence);
    setText(said, state.word);
    setText(watching, channel.running ? viewers(channel.viewers) : '');
    if (!action.disabled) {
      setText(action, channel.running ? 'Stop' : 'Begin');
    }
    action.classList.toggle('primary', !channel.running);
    if (!record.disabled) {
      record.checked = channel.record;
    }
    setText(recordNote, recordWords(channel));
    streamFacts(channel).forEach(([fact, value], index) => {
      const [dt, dd] = facts.children[index]?.children ?? facts.appendChild(newFact()).children;
      setText(dt ?? null, fact);
      setText(dd ?? null, value);
    });
    preview.show(state.kind);
  }

  const timer = setInterval(() => show(channel), CLOCK_MILLIS);
  signal.addEventListener('abort', () => clearInterval(timer));
  return {
    show,
    element: element(
      'div',
      {},
      element(
        'div',
        { class: 'page-head' },
        element('div', { class: 'page-title' }, lamp.element, title, watching),
        element(
          'div',
          { class: 'actions' },
          action,
          element('a', { class: 'button', href: addressOf({ page: 'edit-channel', channel: name }) }, 'Change'),
          button('Delete', () => void remove()),
          element('a', { class: 'button', href: `/watch/${name}`, target: '_blank' }, 'Watch page'),
        ),
      ),
      sentence,
      said,
      element(
        'div',
        { class: 'desk' },
        element('div', {}, preview.element, card('Recording', check('Record this channel', record), recordNote)),
        element(
          'div',
          {},
          card('What the server reads', facts),
          ...(first.source['type'] === 'rtmp-publish' ? [encoderCard(context, name)] : []),
        ),
      ),
      new ChartDesk(context, name, signal).element,
      recordingsCard(context, name, signal),
      embedCard(context, name, policy, signal),
      accessCard(context, name, policy, signal),
    ),
  };
}

function recordWords({ record, recordingState, recordingError }: ConsoleChannel): string {
  if (recordingError !== undefined) {
    return recordingError;
  }
  if (recordingState === 'recording') {
    return 'Being recorded. Viewers can go back in it.';
  }
  return record ? 'Recording begins with the stream.' : 'Viewers cannot go back.';
}

function newFact(): HTMLElement {
  return element('div', {}, element('dt'), element('dd'));
}
