import type { PeerMode } from './live-session.js';

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

/** The meaning of a `p2p` attribute; anything unknown is `on`, as is none. */
export function peerModeOf(p2p: string | null): PeerMode {
  return p2p === 'off' || p2p === 'download-only' ? p2p : 'on';
}
