import { encodeBase64Url } from '../transport/base64url.js';
import { busy } from './busy.js';
import { apiPath } from './channel-actions.js';
import type { ConsoleContext } from './context.js';
import { copyField } from './copy-field.js';
import { button, card, element } from './element.js';
import { check, choice, row } from './form-parts.js';
import { wordsOf } from './gateway-api.js';
import { ListState } from './list-state.js';
import { policyOf, policyWords, readPolicy, type KnownPolicy, type PolicyFields } from './policy.js';
import { tokenMaker } from './token-maker.js';
import type { Watched } from './watched.js';

const SECRET_BYTES = 32;

/** Who may watch a channel, and tokens for those who may. @param policy told what it is, now and when it is changed here */
export function accessCard(
  context: ConsoleContext,
  name: string,
  policy: Watched<KnownPolicy | undefined>,
  signal: AbortSignal,
): HTMLElement {
  const state = new ListState(context, 'who may watch', () => void load(), signal);
  const place = element('div', { class: 'access' });
  void load();
  return card('Who may watch', state.element, place);

  async function load(): Promise<void> {
    try {
      show(await context.api.get(apiPath(name, '/policy')));
      state.loaded();
    } catch (failure) {
      if (!signal.aborted) {
        state.failed(failure);
      }
    }
  }

  function show(json: unknown): void {
    const known = readPolicy(json);
    if (signal.aborted) {
      return;
    }
    policy.set(known);
    place.replaceChildren(
      ...(known === undefined
        ? [element('p', { class: 'muted' }, 'The gateway’s answer cannot be read: reload this page.')]
        : [
            element('p', {}, policyWords(known.fields)),
            ...(known.hasSecret ? [tokenMaker(context, name, known.fields.posting === 'token')] : []),
            element('details', {}, element('summary', {}, 'Change'), form(known)),
          ]),
    );
  }

  function form(known: KnownPolicy): HTMLElement {
    const { fields } = known;
    const access = choice(
      'Who may watch',
      [
        ['open', 'Everybody'],
        ['token', 'Who has a token'],
      ],
      fields.access,
    );
    const posting = choice(
      'Who may send',
      [
        ['key', 'Who has the stream key'],
        ['token', 'Also who has a token for it'],
      ],
      fields.posting,
    );
    const algorithm = choice(
      'How tokens are checked',
      [
        ['HS256', 'A secret that your back end has, too (HS256)'],
        ['EdDSA', 'Your back end’s public key (EdDSA)'],
      ],
      fields.algorithm,
    );
    const publicKey = element('input', { class: 'field', value: fields.publicKey, spellcheck: 'false' });
    const publicKeyRow = row('Public key, Ed25519, base64url', publicKey);
    const secret = element('div', { class: 'access' });
    const origins = element('textarea', { class: 'field', rows: 2, spellcheck: 'false', placeholder: 'any' });
    origins.value = fields.origins;
    const most = element('input', {
      class: 'field',
      inputmode: 'numeric',
      value: fields.maxPeers,
      placeholder: 'any number',
    });
    const local = element('input', { type: 'checkbox', checked: fields.hostCandidates });
    const said = element('p', { class: 'fault-line', role: 'alert' });
    const save = element('button', { type: 'submit', class: 'button primary' }, 'Save');
    let newSecret = '';
    const made = element(
      'form',
      { class: 'access-form' },
      access.element,
      posting.element,
      algorithm.element,
      publicKeyRow,
      secret,
      row('Sites whose pages may show it, one a line', origins),
      row('Most viewers', most),
      check('Viewers in one network find each other there', local),
      said,
      save,
    );
    made.addEventListener('change', fit);
    made.addEventListener('submit', (event) => {
      event.preventDefault();
      void submit();
    });
    fit();
    return made;

    function fit(): void {
      const needsKey = access.value === 'token' || posting.value === 'token';
      algorithm.element.hidden = !needsKey;
      publicKeyRow.hidden = !needsKey || algorithm.value !== 'EdDSA';
      secret.hidden = !needsKey || algorithm.value !== 'HS256';
      secret.replaceChildren(
        newSecret === ''
          ? element(
              'p',
              { class: 'muted small' },
              known.hasSecret ? 'The gateway has a secret, and tells it nobody.' : 'There is no secret yet.',
            )
          : copyField('Secret for your back end', newSecret),
        button('Make a new secret', () => {
          newSecret = encodeBase64Url(crypto.getRandomValues(new Uint8Array(SECRET_BYTES)));
          fit();
        }),
      );
    }

    async function submit(): Promise<void> {
      const wanted = policyOf(
        {
          access: access.value,
          posting: posting.value,
          algorithm: algorithm.value,
          secret: newSecret,
          publicKey: publicKey.value,
          origins: origins.value,
          maxPeers: most.value,
          hostCandidates: local.checked,
        } satisfies PolicyFields,
        known.hasSecret,
      );
      if ('missing' in wanted) {
        said.textContent = wanted.missing;
        return;
      }
      const done = busy(save);
      said.textContent = '';
      try {
        show(await context.api.send('PUT', apiPath(name, '/policy'), wanted.policy));
        context.say(newSecret === '' ? 'Saved.' : 'Saved. Keep the secret in your back end: it is not shown again.');
      } catch (failure) {
        said.textContent = wordsOf(failure);
      } finally {
        done();
      }
    }
  }
}
