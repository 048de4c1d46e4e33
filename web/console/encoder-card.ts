import { apiPath } from './channel-actions.js';
import type { ConsoleContext } from './context.js';
import { copyField } from './copy-field.js';
import { confirmed } from './dialog.js';
import { button, card, element } from './element.js';
import { wordsOf } from './gateway-api.js';
import { keyOf, noteKey } from './shown-keys.js';

const USUAL_PORT = 1_935;
const OFF = 'RTMP is switched off here (rtmp-port). FLV can be sent over HTTP:';

/** What an encoder needs: address and key. The gateway tells a key once, when it is made. */
export function encoderCard(context: ConsoleContext, name: string): HTMLElement {
  const place = element('div', { class: 'encoder' });
  const { rtmpPort, rtmpsPort } = context.session;
  const host = context.api.url('').hostname;
  const servers = [
    ...(rtmpPort === undefined ? [] : [copyField('Server', `rtmp://${host}${portPart(rtmpPort)}/live`)]),
    ...(rtmpsPort === undefined ? [] : [copyField('Server with TLS', `rtmps://${host}:${rtmpsPort}/live`)]),
  ];
  show();
  return card('Encoder', place);

  function show(): void {
    const key = keyOf(name);
    place.replaceChildren(
      ...(servers.length > 0 ? servers : overHttp(key)),
      ...(key === undefined
        ? [
            element(
              'p',
              { class: 'muted small' },
              'The key was shown when it was made. Whoever lost it makes a new one; the old one then ends.',
            ),
          ]
        : [
            ...(servers.length > 0 ? [copyField('Stream key', `${name}?key=${key}`)] : []),
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

  function overHttp(key: string | undefined): HTMLElement[] {
    const address = context.api.url(`live/${name}.flv${key === undefined ? '' : `?key=${key}`}`);
    return [element('p', {}, OFF), copyField('Address', address.href)];
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

function portPart(port: number): string {
  return port === USUAL_PORT ? '' : `:${port}`;
}
