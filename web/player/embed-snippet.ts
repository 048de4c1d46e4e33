/** The two elements that put a channel on somebody's page. `gateway` is a base URL ending in a slash. */
export function embedSnippet(gateway: URL, channel: string): string {
  const script = new URL('embed.js', gateway).href;
  return `<script src="${script}" async></script>\n<bittube-player channel="${channel}"></bittube-player>`;
}
