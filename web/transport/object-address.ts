import { withToken } from './viewer-token.js';

/** Where an object is asked for. */
export interface ObjectPlace {
  /** Address of the gateway, with a path when it does not stand at the root of its host. */
  readonly gatewayUrl: string;
  /** The object's id: 43 characters of base64url. */
  readonly id: string;
  /** For an object that only those may have who know it. */
  readonly token?: string | undefined;
}

/**
 * The address of an object's file (`part` is ''), or of something below it: `info.json`, `descriptor`, its page `watch` …
 * (docs/protocol.md section 7).
 */
export function objectAddress({ gatewayUrl, id, token }: ObjectPlace, part = ''): string {
  const gateway = gatewayUrl.endsWith('/') ? gatewayUrl : `${gatewayUrl}/`;
  return withToken(new URL(part === '' ? `objects/${id}` : `objects/${id}/${part}`, gateway).href, token);
}
