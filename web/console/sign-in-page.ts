import { element } from './element.js';
import { wordsOf, type GatewayApi, type Session } from './gateway-api.js';

/** Asks for the admin token. @param reason why it is asked for (again); empty: nobody was signed in */
export function signInPage(api: GatewayApi, reason: string, onSession: (session: Session) => void): HTMLElement {
  const said = element('p', { class: 'fault-line', role: 'alert', id: 'sign-in-said' });
  const token = element('input', {
    class: 'field',
    type: 'password',
    id: 'token',
    name: 'password',
    autocomplete: 'current-password',
    spellcheck: 'false',
    required: true,
    'aria-describedby': 'token-help sign-in-said',
  });
  const submit = element('button', { type: 'submit', class: 'button primary' }, 'Sign in');
  const form = element(
    'form',
    { class: 'card' },
    // Password managers want a name to keep a password with.
    element('input', { type: 'text', name: 'username', value: 'admin', autocomplete: 'username', hidden: true }),
    element('label', { class: 'row', for: 'token' }, 'Admin token', token),
    element(
      'p',
      { id: 'token-help', class: 'muted small' },
      'The gateway printed it at its first start. Whoever lost it starts the gateway with a new one: BITTUBE_ADMIN_TOKEN.',
    ),
    submit,
    said,
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void signIn();
  });

  async function signIn(): Promise<void> {
    submit.disabled = true;
    submit.textContent = 'Signing in …';
    said.textContent = '';
    try {
      await api.signIn(token.value.trim());
      const session = await api.session();
      if (session === undefined) {
        throw new Error('The browser keeps no cookie of this page. Allow cookies for this site, then sign in again.');
      }
      onSession(session);
    } catch (failure) {
      said.textContent = wordsOf(failure);
      token.select();
      token.focus();
    } finally {
      submit.disabled = false;
      submit.textContent = 'Sign in';
    }
  }

  queueMicrotask(() => token.focus());
  return element(
    'main',
    { class: 'alone' },
    element('h1', {}, 'BitTube console'),
    ...(reason === '' ? [] : [element('p', { class: 'notice', role: 'status' }, reason)]),
    form,
    element('p', {}, element('a', { href: '/' }, 'To the home page')),
  );
}
