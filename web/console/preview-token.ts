import type { GatewayApi } from './gateway-api.js';
import { makeToken } from './make-token.js';
import type { KnownPolicy } from './policy.js';

/** Short: it opens one channel for the operator's own eyes. */
const TOKEN_SECONDS = 900;
/** Before it ends, the next one is there. */
export const RENEWAL_MILLIS = 600_000;

/**
 * What the operator's own players need to show a channel; undefined: nothing.
 * @throws Error where only the site's own back end makes tokens
 */
export async function previewToken(api: GatewayApi, name: string, known: KnownPolicy): Promise<string | undefined> {
  if (known.fields.access !== 'token') {
    return undefined;
  }
  if (!known.hasSecret) {
    throw new Error('Only who has a token sees it, and only your back end can make one.');
  }
  return makeToken(api, name, TOKEN_SECONDS, ['watch']);
}
