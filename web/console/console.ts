import { GATEWAY, part } from '../pages/page-parts.js';
import { element } from './element.js';
import { GatewayApi, wordsOf, type Session } from './gateway-api.js';
import { openConsole } from './signed-in.js';
import { Sayings } from './sayings.js';
import { signInPage } from './sign-in-page.js';

/** How soon a gateway that did not answer is asked again. */
const RETRY_MILLIS = 3_000;

const sayings = new Sayings(part('said'));
/** Ends what is shown. */
let shown = new AbortController();
const api = new GatewayApi(GATEWAY, () => {
  askForToken('You were signed out: the session ended, or the gateway was restarted. Sign in once more.');
});
void begin();

/** Whoever has a session goes on with it. */
async function begin(): Promise<void> {
  try {
    const session = await api.session();
    if (session === undefined) {
      askForToken('');
    } else {
      enter(session);
    }
  } catch (failure) {
    show(
      element(
        'main',
        { class: 'alone' },
        element('h1', {}, 'BitTube console'),
        element('p', { class: 'notice', role: 'status' }, `${wordsOf(failure)} Asking again every 3 seconds.`),
      ),
    );
    setTimeout(() => void begin(), RETRY_MILLIS);
  }
}

function askForToken(reason: string): void {
  document.title = 'Sign in – BitTube console';
  show(
    signInPage(api, reason, (session) => {
      enter(session);
      document.getElementById('main')?.focus({ preventScroll: true });
    }),
  );
}

function enter(session: Session): void {
  const controller = new AbortController();
  show(
    openConsole({
      api,
      session,
      say: (words, kind) => sayings.say(words, kind),
      onSignedOut: () => askForToken('You are signed out.'),
      signal: controller.signal,
    }),
    controller,
  );
}

function show(content: HTMLElement, controller = new AbortController()): void {
  shown.abort();
  shown = controller;
  part('console').replaceChildren(content);
}
