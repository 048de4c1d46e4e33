import { FRAME_ALLOW } from '../player/embed-snippet.js';
import type { ConsoleContext } from './context.js';
import { copyField } from './copy-field.js';
import { button, card, element } from './element.js';
import { attributesOf, framePath, mayGive, snippetOf, USUAL_EMBED, type EmbedOptions } from './embed-options.js';
import { check, choice, row } from './form-parts.js';
import { wordsOf } from './gateway-api.js';
import { loadPlayer } from './load-player.js';
import type { KnownPolicy } from './policy.js';
import { previewToken } from './preview-token.js';
import type { Watched } from './watched.js';

/** The snippet for somebody's page, and how it looks there with the options that are chosen. */
export function embedCard(
  context: ConsoleContext,
  name: string,
  policy: Watched<KnownPolicy | undefined>,
  signal: AbortSignal,
): HTMLElement {
  let options: EmbedOptions = USUAL_EMBED;
  let isPreviewed = false;
  const gateway = context.api.url('');
  /** What the shown player needs. */
  let token: string | undefined;
  const snippet = element('div', {});
  const tokenHint = element(
    'p',
    { class: 'muted small', hidden: true },
    'Only who has a token sees it: your page gives each viewer’s to the player, token="…", or to the frame’s address, ?token=….',
  );
  policy.watch((known) => (tokenHint.hidden = known?.fields.access !== 'token'), signal);
  const stage = element('div', { class: 'embed-stage', hidden: true });
  const preview = button('Show it', () => {
    isPreviewed = !isPreviewed;
    if (isPreviewed) {
      void showPlayer();
    } else {
      show();
    }
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
      ['ask', 'when they say yes'],
      ['download-only', 'only receive'],
      ['off', 'no'],
    ],
    options.p2p,
    (p2p) => choose({ p2p }),
  );
  const lang = choice(
    'Language',
    [
      ['page', 'as the page'],
      ['en', 'English'],
      ['de', 'German'],
    ],
    options.lang ?? 'page',
    (lang) => choose({ lang: lang === 'page' ? undefined : lang }),
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
  const autoplayCheck = check('Begins by itself, muted', autoplay);
  const further = [p2p.element, uploadRow, lang.element, autoplayCheck, check('Controls', controls)];
  signal.addEventListener('abort', () => stage.replaceChildren());
  show();
  return card(
    'Put it on a page',
    element('div', { class: 'embed-options' }, form.element, ...further),
    snippet,
    tokenHint,
    preview,
    stage,
  );

  function show(): void {
    autoplayCheck.hidden = options.form === 'frame'; // it always does
    uploadRow.hidden = !mayGive(options);
    snippet.replaceChildren(copyField('Snippet', snippetOf(gateway, name, options)));
    preview.textContent = isPreviewed ? 'Hide it' : 'Show it';
    preview.setAttribute('aria-expanded', String(isPreviewed));
    stage.hidden = !isPreviewed;
    stage.replaceChildren(...(isPreviewed ? [shown()] : []));
  }

  async function showPlayer(): Promise<void> {
    try {
      token = policy.value === undefined ? undefined : await previewToken(context.api, name, policy.value);
      show();
    } catch (failure) {
      isPreviewed = false;
      context.say(wordsOf(failure), 'fault');
    }
  }

  function shown(): HTMLElement {
    if (options.form === 'frame') {
      return element('iframe', {
        src: new URL(framePath(name, options, token), gateway).href,
        title: `${name}, as others embed it`,
        allow: FRAME_ALLOW,
      });
    }
    loadPlayer(gateway);
    return element('bittube-player' as 'div', { channel: name, token, ...attributesOf(options) });
  }
}
