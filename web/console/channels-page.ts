import { KeyedList } from '../pages/keyed-list.js';
import { setText } from '../player/page-text.js';
import { viewers } from '../player/words.js';
import { titleOf, type ConsoleChannel } from './channel.js';
import { beginOrStop } from './channel-actions.js';
import type { ConsoleContext, ConsolePage } from './context.js';
import { button, element } from './element.js';
import { bitRate } from './figures.js';
import { followChannels } from './follow-channels.js';
import { lampOf } from './lamp.js';
import { LampView } from './lamp-view.js';
import { addressOf } from './routes.js';
import { sourceWords } from './source-form.js';

/** Sentences about the past grow old. */
const CLOCK_MILLIS = 1_000;

/** All channels with their lamps. */
export function channelsPage(context: ConsoleContext, signal: AbortSignal): ConsolePage {
  const list = element('ul', { class: 'channel-list' });
  const empty = element(
    'section',
    { class: 'empty', hidden: true },
    element('h2', {}, 'There is no channel yet'),
    element(
      'p',
      { class: 'muted' },
      'A channel takes a stream from an encoder, an address or a file, and hands it to its viewers.',
    ),
    element('a', { class: 'button primary', href: '/console/new-channel' }, 'Make a channel'),
  );
  const rows = new KeyedList(
    list,
    ({ name }: ConsoleChannel) => name,
    ({ name }) => new ChannelRow(context, name),
  );
  const show = (channels: readonly ConsoleChannel[]): void => {
    empty.hidden = channels.length > 0;
    rows.show(channels, (row, channel) => row.show(channel));
  };
  const state = followChannels(context, show, signal);
  const timer = setInterval(() => context.channels.value !== undefined && show(context.channels.value), CLOCK_MILLIS);
  signal.addEventListener('abort', () => clearInterval(timer));
  return {
    title: 'Channels',
    element: element(
      'div',
      {},
      element(
        'div',
        { class: 'page-head' },
        element('h1', {}, 'Channels'),
        element('a', { class: 'button primary', href: '/console/new-channel' }, 'New channel'),
      ),
      state,
      empty,
      list,
    ),
  };
}

/** One channel of the list: written anew in place, so that nothing flickers and the keyboard keeps its place. */
class ChannelRow {
  readonly element: HTMLElement;
  readonly #lamp = new LampView();
  readonly #title = element('strong');
  readonly #sentence = element('p', { class: 'channel-sentence' });
  readonly #source = element('p', { class: 'channel-source muted small' });
  readonly #viewers = element('span', { class: 'channel-viewers' });
  readonly #rate = element('span', { class: 'muted' });
  readonly #action: HTMLButtonElement;
  #channel: ConsoleChannel | undefined;

  constructor(context: ConsoleContext, name: string) {
    this.#action = button('', () => {
      if (this.#channel !== undefined) {
        void beginOrStop(context, this.#channel, this.#action);
      }
    });
    this.element = element(
      'li',
      {},
      this.#lamp.element,
      element(
        'div',
        { class: 'channel-about' },
        element('a', { href: addressOf({ page: 'channel', channel: name }) }, this.#title),
        this.#sentence,
        this.#source,
      ),
      element('div', { class: 'channel-figures' }, this.#viewers, this.#rate),
      this.#action,
    );
  }

  show(channel: ConsoleChannel): void {
    this.#channel = channel;
    const lamp = lampOf(channel, Date.now());
    this.#lamp.show(lamp);
    setText(this.#title, titleOf(channel));
    setText(this.#sentence, lamp.sentence);
    setText(this.#source, `${sourceWords(channel.source)}${channel.record ? ' · records' : ''}`);
    setText(this.#viewers, channel.running ? viewers(channel.viewers) : '');
    setText(this.#rate, lamp.kind === 'live' ? bitRate(channel.figures.bitsPerSecond) : '');
    if (!this.#action.disabled) {
      setText(this.#action, channel.running ? 'Stop' : 'Begin');
    }
    this.#action.setAttribute('aria-label', `${channel.running ? 'Stop' : 'Begin'} ${titleOf(channel)}`);
  }
}
