import type { ConsoleContext } from './context.js';
import { copyField } from './copy-field.js';
import { button, card, element } from './element.js';
import { attributesOf, snippetOf, USUAL_EMBED, type EmbedOptions } from './embed-options.js';
import { loadPlayer } from './load-player.js';

/** The snippet for somebody's page, and how it looks there with the options that are chosen. */
export function embedCard(context: ConsoleContext, name: string, signal: AbortSignal): HTMLElement {
  let options: EmbedOptions = USUAL_EMBED;
  let isPreviewed = false;
  const gateway = context.api.url('');
  const snippet = element('div', {});
  const stage = element('div', { class: 'embed-stage', hidden: true });
  const preview = button('Show it', () => {
    isPreviewed = !isPreviewed;
    show();
  });
  const choose = (change: Partial<EmbedOptions>): void => {
    options = { ...options, ...change };
    show();
  };
  const form = select(
    'How',
    [
      ['element', 'Script and element'],
      ['frame', 'Frame'],
    ],
    (form) => choose({ form }),
  );
  const p2p = select(
    'Viewers share',
    [
      ['on', 'yes'],
      ['download-only', 'only receive'],
      ['off', 'no'],
    ],
    (p2p) => choose({ p2p }),
  );
  const upload = element('input', {
    class: 'field',
    type: 'number',
    min: 0,
    max: 9_999_999,
    step: 100,
    placeholder: 'half of the uplink',
  });
  upload.addEventListener('input', () => {
    choose({ maxUpload: upload.value === '' || !upload.validity.valid ? undefined : Number(upload.value) });
  });
  const uploadRow = element('label', { class: 'row' }, 'Most upload, kbit/s', upload);
  const autoplay = check('Begins by itself, muted', options.autoplay, (autoplay) => choose({ autoplay }));
  const controls = check('Controls', options.controls, (controls) => choose({ controls }));
  /** A frame has its own page, whose player is as usual. */
  const further = [p2p, uploadRow, autoplay, controls];
  signal.addEventListener('abort', () => stage.replaceChildren());
  show();
  return card(
    'Put it on a page',
    element('div', { class: 'embed-options' }, form, ...further),
    snippet,
    preview,
    stage,
  );

  function show(): void {
    further.forEach((part) => (part.hidden = options.form === 'frame'));
    uploadRow.hidden ||= options.p2p !== 'on';
    snippet.replaceChildren(copyField('Snippet', snippetOf(gateway, name, options)));
    preview.textContent = isPreviewed ? 'Hide it' : 'Show it';
    preview.setAttribute('aria-expanded', String(isPreviewed));
    stage.hidden = !isPreviewed;
    stage.replaceChildren(...(isPreviewed ? [shown()] : []));
  }

  function shown(): HTMLElement {
    if (options.form === 'frame') {
      return element('iframe', {
        src: `/embed/${name}`,
        title: `${name}, as others embed it`,
        allow: 'autoplay; fullscreen',
      });
    }
    loadPlayer(gateway);
    return element('bittube-player' as 'div', { channel: name, ...attributesOf(options) });
  }
}

function select<T extends string>(
  label: string,
  choices: readonly (readonly [T, string])[],
  onChange: (value: T) => void,
): HTMLElement {
  const made = element(
    'select',
    { class: 'field' },
    ...choices.map(([value, words]) => element('option', { value }, words)),
  );
  made.addEventListener('change', () => onChange(choices[made.selectedIndex]?.[0] ?? choices[0]?.[0] ?? ('' as T)));
  return element('label', { class: 'row' }, label, made);
}

function check(label: string, isChecked: boolean, onChange: (value: boolean) => void): HTMLElement {
  const box = element('input', { type: 'checkbox', checked: isChecked });
  box.addEventListener('change', () => onChange(box.checked));
  return element('label', { class: 'check' }, box, element('span', {}, label));
}
