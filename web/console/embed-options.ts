import { embedSnippet, frameSnippet } from '../player/embed-snippet.js';

/** How a page author puts a channel on his page. */
export interface EmbedOptions {
  readonly form: 'element' | 'frame';
  readonly autoplay: boolean;
  readonly controls: boolean;
  readonly p2p: 'on' | 'download-only' | 'off';
  /** Most that a viewer gives others, kbit/s; undefined: half of what his uplink bears. */
  readonly maxUpload: number | undefined;
}

export const USUAL_EMBED: EmbedOptions = {
  form: 'element',
  autoplay: true,
  controls: true,
  p2p: 'on',
  maxUpload: undefined,
};

/** The player's attributes besides `channel`, by name. Browsers start by themselves only what is muted. */
export function attributesOf(options: EmbedOptions): Readonly<Record<string, string>> {
  return {
    ...(options.autoplay ? { autoplay: '', muted: '' } : {}),
    ...(options.controls ? {} : { controls: 'off' }),
    ...(options.p2p === 'on' ? {} : { p2p: options.p2p }),
    ...(options.maxUpload === undefined || options.p2p !== 'on' ? {} : { 'max-upload': String(options.maxUpload) }),
  };
}

/** What the page author copies. `gateway` is a base URL ending in a slash. */
export function snippetOf(gateway: URL, channel: string, options: EmbedOptions): string {
  if (options.form === 'frame') {
    return frameSnippet(gateway, `embed/${channel}`, channel);
  }
  const attributes = Object.entries(attributesOf(options)).map(([name, value]) =>
    value === '' ? name : `${name}="${value}"`,
  );
  return embedSnippet(gateway, channel, 'channel', attributes);
}
