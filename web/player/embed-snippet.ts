/** What a snippet shows: a live channel, an object to be watched, or one to be saved. */
export type Embedded = 'channel' | 'object' | 'download';

const ELEMENTS: Record<Embedded, readonly [element: string, attribute: string]> = {
  channel: ['bittube-player', 'channel'],
  object: ['bittube-player', 'object'],
  download: ['bittube-download', 'object'],
};

/**
 * The two elements that put a channel or an object on somebody's page. `gateway` is a base URL ending in a slash.
 * @param further attributes as HTML, such as `autoplay` or `p2p="off"`
 */
export function embedSnippet(
  gateway: URL,
  name: string,
  embedded: Embedded = 'channel',
  further: readonly string[] = [],
): string {
  const script = new URL('embed.js', gateway).href;
  const [element, attribute] = ELEMENTS[embedded];
  return `<script src="${script}" async></script>\n<${[element, `${attribute}="${name}"`, ...further].join(' ')}></${element}>`;
}

/** What a frame with a player needs leave for, from the page that it stands on (Permissions Policy). The gateway's oEmbed says the same. */
export const FRAME_ALLOW = 'autoplay; fullscreen; picture-in-picture';

/** The same channel or object as a frame, for pages that take no scripts of others. @param path of the page in the frame */
export function frameSnippet(gateway: URL, path: string, title: string): string {
  const src = new URL(path, gateway).href;
  return (
    `<iframe src="${attribute(src)}" title="${attribute(title)}" allow="${FRAME_ALLOW}"\n` +
    `  style="width: 100%; aspect-ratio: 16 / 9; border: 0"></iframe>`
  );
}

function attribute(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
