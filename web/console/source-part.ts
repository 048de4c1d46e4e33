import type { JsonObject } from '../transport/json-fields.js';
import type { ConsoleChannel } from './channel.js';
import type { ConsoleContext } from './context.js';
import { button, element } from './element.js';
import { check, row } from './form-parts.js';
import { wordsOf } from './gateway-api.js';
import { readProbe, type Probe } from './probe.js';
import {
  canBeProbed,
  EMPTY_SOURCE,
  fieldsOf,
  hidesSecrets,
  SOURCE_CHOICES,
  sourceOf,
  type SourceFields,
  type SourceKind,
} from './source-form.js';

/** The form's part that says where the stream comes from: it has the fields that the kind of source needs, and looks at it. */
export class SourcePart {
  readonly element: HTMLElement;
  readonly #context: ConsoleContext;
  readonly #before: JsonObject | undefined;
  /** What the gateway hides of this channel's source, it knows when it looks. */
  readonly #channel: string | undefined;
  readonly #signal: AbortSignal;
  readonly #kinds: readonly HTMLInputElement[];
  readonly #url = element('input', {
    class: 'field',
    id: 'url',
    type: 'url',
    spellcheck: 'false',
    autocomplete: 'off',
  });
  readonly #variant = element('input', { class: 'field', id: 'variant', placeholder: 'the highest' });
  readonly #paths = element('textarea', { class: 'field', id: 'paths', rows: 2, spellcheck: 'false' });
  readonly #loop = element('input', { type: 'checkbox', id: 'loop' });
  readonly #takeover = element('input', { type: 'checkbox', id: 'takeover' });
  readonly #seen = element('div', { class: 'probe', role: 'status' });
  readonly #rows: readonly (readonly [element: HTMLElement, kinds: readonly SourceKind[]])[];
  /** What was looked at last, as JSON; it need not be looked at once more. */
  #looked = '';
  #isChanged = false;

  constructor(context: ConsoleContext, channel: ConsoleChannel | undefined, signal: AbortSignal) {
    const before = channel?.source;
    this.#channel = channel?.name;
    this.#context = context;
    this.#before = before;
    this.#signal = signal;
    const fields = before === undefined ? EMPTY_SOURCE : fieldsOf(before);
    this.#url.value = fields.url;
    this.#variant.value = fields.variant;
    this.#paths.value = fields.paths;
    this.#loop.checked = fields.loop;
    this.#takeover.checked = fields.takeover;
    this.#kinds = SOURCE_CHOICES.map(({ kind }) =>
      element('input', { type: 'radio', name: 'kind', value: kind, checked: kind === fields.kind }),
    );
    this.#rows = [
      [row('Address', this.#url), ['http-flv', 'hls', 'rtmp']],
      [row('Quality, where there are several', this.#variant), ['hls']],
      [row('Path on the server, below media-dirs; several files: one a line', this.#paths), ['file']],
      [check('Play it over and over', this.#loop), ['file']],
      [check('Whoever comes with the key takes the place of who is there', this.#takeover), ['rtmp-publish']],
      [button('Look at it', () => void this.#look(), { id: 'look' }), ['http-flv', 'hls', 'rtmp', 'file']],
    ];
    this.element = element(
      'section',
      { class: 'card', 'aria-labelledby': 'source-title' },
      element('h2', { id: 'source-title' }, 'Where the stream comes from'),
      element(
        'fieldset',
        { class: 'choices' },
        element('legend', { class: 'hidden' }, 'Kind of source'),
        ...SOURCE_CHOICES.map(({ label, hint }, index) =>
          element(
            'label',
            { class: 'choice' },
            this.#kinds[index] ?? '',
            element('span', {}, element('strong', {}, label), element('span', { class: 'muted small' }, hint)),
          ),
        ),
      ),
      ...this.#rows.map(([part]) => part),
      this.#seen,
      ...(before !== undefined && hidesSecrets(before)
        ? [
            element(
              'p',
              { class: 'muted small' },
              'What stands as *** is kept as it is. Whoever changes something else of the source gives it once more.',
            ),
          ]
        : []),
    );
    this.element.addEventListener('input', () => this.#changed());
    this.#fit();
  }

  /** Somebody typed in it; only then is a source sent that replaces the one that is there. */
  get isChanged(): boolean {
    return this.#isChanged;
  }

  /** The source as the API takes it, after the gateway has looked at it; undefined: something is missing, and the form says what. */
  async take(): Promise<JsonObject | undefined> {
    if (this.#before !== undefined && !this.#isChanged) {
      return this.#before;
    }
    const wanted = sourceOf(this.#fields());
    if ('missing' in wanted) {
      this.#show({ ok: false, reason: wanted.missing });
      return undefined;
    }
    const isKnown = this.#looked === JSON.stringify(wanted.source);
    if (!canBeProbed(this.#fields().kind) || isKnown) {
      return wanted.source;
    }
    return (await this.#look()) ? wanted.source : undefined;
  }

  /** Has the gateway look at the source. A second "Save" takes it as it is: an encoder may come later. */
  async #look(): Promise<boolean> {
    const wanted = sourceOf(this.#fields());
    if ('missing' in wanted) {
      this.#show({ ok: false, reason: wanted.missing });
      return false;
    }
    this.#seen.replaceChildren(element('p', { class: 'muted' }, 'Looking at the source, at most 10 seconds …'));
    try {
      const seen = readProbe(
        await this.#context.api.send('POST', 'api/probe', {
          source: wanted.source,
          ...(this.#channel === undefined ? {} : { channel: this.#channel }),
        }),
      );
      if (!this.#signal.aborted) {
        this.#looked = JSON.stringify(wanted.source);
        this.#show(seen, ' If it is to be saved all the same, press the button below once more.');
      }
      return seen.ok;
    } catch (failure) {
      this.#looked = JSON.stringify(wanted.source);
      this.#show(
        { ok: false, reason: wordsOf(failure) },
        ' If it is to be saved all the same, press the button below once more.',
      );
      return false;
    }
  }

  #show(probe: Probe, more = ''): void {
    this.#seen.dataset['ok'] = String(probe.ok);
    this.#seen.replaceChildren(
      probe.ok
        ? element(
            'dl',
            { class: 'facts' },
            ...probe.facts.map(([name, value]) =>
              element('div', {}, element('dt', {}, name), element('dd', {}, value)),
            ),
          )
        : element('p', {}, probe.reason + more),
    );
  }

  #changed(): void {
    this.#isChanged = true;
    this.#seen.replaceChildren();
    this.#fit();
  }

  #fit(): void {
    const { kind } = this.#fields();
    for (const [part, kinds] of this.#rows) {
      part.hidden = !kinds.includes(kind);
    }
    this.#url.placeholder =
      { hls: 'https://host/index.m3u8', rtmp: 'rtmp://host/live/stream' }[kind as string] ?? 'http://host/live.flv';
  }

  #fields(): SourceFields {
    const chosen = this.#kinds.find((kind) => kind.checked)?.value;
    return {
      kind: SOURCE_CHOICES.find(({ kind }) => kind === chosen)?.kind ?? 'rtmp-publish',
      url: this.#url.value,
      variant: this.#variant.value,
      paths: this.#paths.value,
      loop: this.#loop.checked,
      takeover: this.#takeover.checked,
    };
  }
}
