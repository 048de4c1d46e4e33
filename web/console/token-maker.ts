import type { ConsoleContext } from './context.js';
import { copyField } from './copy-field.js';
import { button, element } from './element.js';
import { check, choice } from './form-parts.js';
import { wordsOf } from './gateway-api.js';
import { makeToken } from './make-token.js';

/** In seconds. */
const LIFETIMES = [
  ['3600', '1 hour'],
  ['86400', '1 day'],
  ['2592000', '30 days'],
] as const;

/** Makes tokens for single people, where the gateway has the secret itself. @param canPost tokens may also let somebody send */
export function tokenMaker(context: ConsoleContext, name: string, canPost: boolean): HTMLElement {
  const lifetime = choice('Good for', LIFETIMES, '3600');
  const post = element('input', { type: 'checkbox' });
  const made = element('div', { class: 'access', role: 'status' });
  return element(
    'div',
    { class: 'access' },
    element('h3', {}, 'Make a token'),
    lifetime.element,
    ...(canPost ? [check('Also for sending', post)] : []),
    button('Make a token', () => void make()),
    made,
  );

  async function make(): Promise<void> {
    try {
      const token = await makeToken(
        context.api,
        name,
        Number(lifetime.value),
        post.checked ? ['watch', 'post'] : ['watch'],
      );
      const link = context.api.url(`watch/${name}?token=${encodeURIComponent(token)}`).href;
      made.replaceChildren(copyField('Link with the token', link), copyField('Token', token));
    } catch (failure) {
      made.replaceChildren(element('p', { class: 'fault-line' }, wordsOf(failure)));
    }
  }
}
