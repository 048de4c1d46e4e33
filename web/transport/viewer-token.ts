/** What a viewer shows where not everybody may watch; asked for each time, for the page may exchange it. */
export type ViewerToken = () => string | undefined;

/**
 * The address with the token. It stands there and not in a header, so that no request needs the browser's leave beforehand, and a WebSocket
 * can carry it.
 */
export function withToken(url: string, token: string | undefined): string {
  return token === undefined ? url : `${url}${url.includes('?') ? '&' : '?'}token=${encodeURIComponent(token)}`;
}
