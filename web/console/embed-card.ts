import type { ConsoleContext } from './context.js';
import { copyField } from './copy-field.js';
import { button, card, element } from './element.js';
import { attributesOf, snippetOf, USUAL_EMBED, type EmbedOptions } from './embed-options.js';
import { check, choice, row } from './form-parts.js';
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
  const form = choice(
    'How',
    [
      ['element', 'Script and element'],
      ['frame', 'Frame'],
    ],
    options.form,
    (form) => choose({ form }),
  );
  const p2p = choice(
    'Viewers share',
    [
      ['on', 'yes'],
      ['download-only', 'only receive'],
      ['off', 'no'],
    ],
    options.p2p,
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
  const autoplay = element('input', { type: 'checkbox', checked: options.autoplay });
  autoplay.addEventListener('change', () => choose({ autoplay: autoplay.checked }));
  const controls = element('input', { type: 'checkbox', checked: options.controls });
  controls.addEventListener('change', () => choose({ controls: controls.checked }));
  const uploadRow = row('Most upload, kbit/s', upload);
  /** A frame has its own page, whose player is as usual. */
  const further = [p2p.element, uploadRow, check('Begins by itself, muted', autoplay), check('Controls', controls)];
  signal.addEventListener('abort', () => stage.replaceChildren());
  show();
  return card(
    'Put it on a page',
    element('div', { class: 'embed-options' }, form.element, ...further),
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
