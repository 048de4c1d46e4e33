import { asObject, asText } from '../transport/json-fields.js';
import { apiPath } from './channel-actions.js';
import type { GatewayApi } from './gateway-api.js';

export type TokenRight = 'watch' | 'post';

/** Has the gateway make a token, which it can where it has the secret itself. @throws GatewayRefusal */
export async function makeToken(
  api: GatewayApi,
  channel: string,
  expiresSeconds: number,
  rights: readonly TokenRight[],
): Promise<string> {
  const answer = await api.send('POST', apiPath(channel, '/tokens'), { expiresSeconds, rights });
  const token = asText(asObject(answer)?.['token'], 4_096);
  if (token === undefined) {
    throw new Error('The gateway’s answer cannot be read: reload this page.');
  }
  return token;
}
