import { apiPath } from './channel-actions.js';
import type { ConsoleContext } from './context.js';
import { copyField } from './copy-field.js';
import { confirmed } from './dialog.js';
import { button, card, element } from './element.js';
import { wordsOf } from './gateway-api.js';
import { keyOf, noteKey } from './shown-keys.js';

const USUAL_PORT = 1_935;

/** What an encoder needs: address and key. The gateway tells a key once, when it is made. */
export function encoderCard(context: ConsoleContext, name: string): HTMLElement {
  const place = element('div', { class: 'encoder' });
  const { rtmpPort = USUAL_PORT, rtmpsPort } = context.session;
  const host = context.api.url('').hostname;
  show();
  return card('Encoder', place);

  function show(): void {
    const key = keyOf(name);
    place.replaceChildren(
      copyField('Server', `rtmp://${host}${rtmpPort === USUAL_PORT ? '' : `:${rtmpPort}`}/live`),
      ...(rtmpsPort === undefined ? [] : [copyField('Server with TLS', `rtmps://${host}:${rtmpsPort}/live`)]),
      ...(key === undefined
        ? [
            element(
              'p',
              { class: 'muted small' },
              'The key was shown when it was made. Whoever lost it makes a new one; the old one then ends.',
            ),
          ]
        : [
            copyField('Stream key', `${name}?key=${key}`),
            element('p', { class: 'muted small' }, 'Copy the key now: when this page is closed it is not shown again.'),
          ]),
      element(
        'div',
        { class: 'actions' },
        button('New key', () => void renew()),
        element(
          'a',
          { class: 'button', href: `/publish/${name}${key === undefined ? '' : `#key=${key}`}`, target: '_blank' },
          'Camera page',
        ),
      ),
    );
  }

  async function renew(): Promise<void> {
    await confirmed(
      'Make a new key?',
      'Whoever sends with the old key is cut off, and needs the new one.',
      'Make a new key',
      async () => {
        try {
          noteKey(name, await context.api.send('POST', apiPath(name, '/key')));
          show();
          return '';
        } catch (failure) {
          return wordsOf(failure);
        }
      },
    );
  }
}
