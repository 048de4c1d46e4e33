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
 * (docs/protocol.md section 7). The token stands in the
 * address and not in a header, so that no request needs the browser's leave beforehand.
 */
export function objectAddress({ gatewayUrl, id, token }: ObjectPlace, part = ''): string {
  const gateway = gatewayUrl.endsWith('/') ? gatewayUrl : `${gatewayUrl}/`;
  const query = token === undefined ? '' : `?token=${encodeURIComponent(token)}`;
  return new URL(part === '' ? `objects/${id}` : `objects/${id}/${part}`, gateway).href + query;
}
