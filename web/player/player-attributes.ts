/**
 * The gateway that a `src` attribute names, as a base URL ending in a slash: `fallback` when there is none, undefined
 * when it is no http or https address. Relative ones are relative to `page`.
 */
export function gatewayOf(src: string | null, fallback: URL, page: string): URL | undefined {
  if (src === null || src === '') {
    return fallback;
  }
  try {
    const url = new URL(src.endsWith('/') ? src : `${src}/`, page);
    return url.protocol === 'http:' || url.protocol === 'https:' ? url : undefined;
  } catch {
    return undefined;
  }
}

/** The meaning of a `token` attribute, of a page's query, too; undefined when there is none, or one that no tracker takes. */
export function tokenOf(token: string | null): string | undefined {
  return token !== null && /^[\x20-\x7e]{1,4096}$/.test(token) ? token : undefined;
}

/** What a page wants of its viewers; `ask`: as each of them chooses. */
export type PeerWish = 'on' | 'off' | 'download-only' | 'ask';

/** The meaning of a `p2p` attribute; anything unknown is `on`, as is none. */
export function peerWishOf(p2p: string | null): PeerWish {
  return p2p === 'off' || p2p === 'download-only' || p2p === 'ask' ? p2p : 'on';
}

/** The meaning of a `max-upload` attribute: kbit/s, 0 for nothing; undefined, no limit, when it is no such number. */
export function maxUploadOf(maxUpload: string | null): number | undefined {
  return maxUpload !== null && /^\s*\d{1,7}\s*$/.test(maxUpload) ? Number(maxUpload) : undefined;
}

/** The meaning of a `tabs` attribute: several tabs fetch a channel once, unless it is `off`. */
export function sharesTabsOf(tabs: string | null): boolean {
  return tabs !== 'off';
}

/** Writes a property into its attribute. Frameworks set a property to undefined, or to null, when it is not given any more. */
export function reflect(element: Element, name: string, value: string | null | undefined): void {
  if (value === null || value === undefined) {
    element.removeAttribute(name);
  } else {
    element.setAttribute(name, value);
  }
}
