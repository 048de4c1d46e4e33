import { embedSnippet, frameSnippet } from '../player/embed-snippet.js';

/** How a page author puts a channel on his page. */
export interface EmbedOptions {
  readonly form: 'element' | 'frame';
  readonly autoplay: boolean;
  readonly controls: boolean;
  readonly p2p: 'on' | 'ask' | 'download-only' | 'off';
  /** Most that a viewer gives others, kbit/s; undefined: half of what his uplink bears. */
  readonly maxUpload: number | undefined;
  /** Undefined: that of the page, in a frame the viewer's own. */
  readonly lang: 'en' | 'de' | undefined;
}

export const USUAL_EMBED: EmbedOptions = {
  form: 'element',
  autoplay: true,
  controls: true,
  p2p: 'on',
  maxUpload: undefined,
  lang: undefined,
};

/** The player's attributes besides `channel`, by name. Browsers start by themselves only what is muted. */
export function attributesOf(options: EmbedOptions): Readonly<Record<string, string>> {
  return {
    ...(options.autoplay ? { autoplay: '', muted: '' } : {}),
    ...(options.controls ? {} : { controls: 'off' }),
    ...(options.p2p === 'on' ? {} : { p2p: options.p2p }),
    ...(options.maxUpload === undefined || !mayGive(options) ? {} : { 'max-upload': String(options.maxUpload) }),
    ...(options.lang === undefined ? {} : { lang: options.lang }),
  };
}

/** Whether a viewer may give others something, so that a limit of it means something. */
export function mayGive({ p2p }: EmbedOptions): boolean {
  return p2p === 'on' || p2p === 'ask';
}

/** The page in a frame, below the gateway's address: what an element has as attributes it has in its address. It always begins by itself, muted. */
export function framePath(channel: string, options: EmbedOptions, token?: string): string {
  const query = new URLSearchParams(attributesOf({ ...options, autoplay: false }));
  if (token !== undefined) {
    query.set('token', token);
  }
  const further = query.toString();
  return further === '' ? `embed/${channel}` : `embed/${channel}?${further}`;
}

/** What the page author copies. `gateway` is a base URL ending in a slash. */
export function snippetOf(gateway: URL, channel: string, options: EmbedOptions): string {
  if (options.form === 'frame') {
    return frameSnippet(gateway, framePath(channel, options), channel);
  }
  const attributes = Object.entries(attributesOf(options)).map(([name, value]) =>
    value === '' ? name : `${name}="${value}"`,
  );
  return embedSnippet(gateway, channel, 'channel', attributes);
}
