import { asText, type JsonObject } from '../transport/json-fields.js';

/** What an operator chooses between. */
export type SourceKind = 'rtmp-publish' | 'http-flv' | 'hls' | 'rtmp' | 'file';

export interface SourceChoice {
  readonly kind: SourceKind;
  readonly label: string;
  readonly hint: string;
}

export const SOURCE_CHOICES: readonly SourceChoice[] = [
  {
    kind: 'rtmp-publish',
    label: 'An encoder sends here',
    hint: 'OBS, ffmpeg, hardware or the page for cameras. You get an address and a key for it.',
  },
  {
    kind: 'http-flv',
    label: 'FLV over HTTP',
    hint: 'The gateway pulls http://… or https://… and reconnects by itself.',
  },
  { kind: 'hls', label: 'HLS', hint: 'The gateway pulls a playlist, …/index.m3u8.' },
  { kind: 'rtmp', label: 'RTMP server', hint: 'The gateway plays rtmp://host/app/stream of another server.' },
  { kind: 'file', label: 'A file on the server', hint: 'A path below the gateway’s media-dirs.' },
];

/** What stands in the form's fields. */
export interface SourceFields {
  readonly kind: SourceKind;
  readonly url: string;
  /** Of HLS, which quality; empty: the highest. */
  readonly variant: string;
  /** One or several files, one a line. */
  readonly paths: string;
  readonly loop: boolean;
  /** An encoder that comes takes the place of the one that is there. */
  readonly takeover: boolean;
}

export const EMPTY_SOURCE: SourceFields = {
  kind: 'rtmp-publish',
  url: '',
  variant: '',
  paths: '',
  loop: true,
  takeover: false,
};

const SCHEMES: Partial<Record<SourceKind, readonly string[]>> = {
  'http-flv': ['http:', 'https:'],
  hls: ['http:', 'https:'],
  rtmp: ['rtmp:', 'rtmps:'],
};

/** What the API takes, or words about what is missing. */
export function sourceOf(fields: SourceFields): { readonly source: JsonObject } | { readonly missing: string } {
  const { kind } = fields;
  if (kind === 'rtmp-publish') {
    return { source: { type: kind, ...(fields.takeover ? { takeover: true } : {}) } };
  }
  if (kind === 'file') {
    const paths = fields.paths
      .split('\n')
      .map((path) => path.trim())
      .filter((path) => path !== '');
    const [path] = paths;
    if (path === undefined) {
      return { missing: 'Give the path of a file, such as show.flv.' };
    }
    return { source: { type: kind, ...(paths.length > 1 ? { paths } : { path }), loop: fields.loop } };
  }
  const url = fields.url.trim();
  const schemes = SCHEMES[kind] ?? [];
  if (!schemes.includes(schemeOf(url))) {
    return { missing: `Give an address that begins with ${schemes.map((scheme) => `${scheme}//`).join(' or ')}.` };
  }
  const variant = fields.variant.trim();
  return { source: { type: kind, url, ...(kind === 'hls' && variant !== '' ? { variant } : {}) } };
}

/** The fields of a source that is there. Passwords and headers are not shown by the API, so they have to be given again. */
export function fieldsOf(source: JsonObject): SourceFields {
  const type = source['type'] === 'publish' ? 'rtmp-publish' : source['type'];
  const kind = SOURCE_CHOICES.find((choice) => choice.kind === type)?.kind ?? 'rtmp-publish';
  const paths: unknown = source['paths'] ?? [source['path'] ?? ''];
  return {
    kind,
    url: asText(source['url'], 2_048) ?? '',
    variant: asText(source['variant'], 2_048) ?? '',
    paths: (Array.isArray(paths) ? paths : []).filter((path) => typeof path === 'string').join('\n'),
    loop: source['loop'] === true,
    takeover: source['takeover'] === true,
  };
}

/** Whether the gateway can look at the source before it is saved. */
export function canBeProbed(kind: SourceKind): boolean {
  return kind !== 'rtmp-publish';
}

/** Whether something of the source is hidden, so that the form would save stars. */
export function hidesSecrets(source: JsonObject): boolean {
  return /\*\*\*/.test(asText(source['url'], 2_048) ?? '') || source['headers'] !== undefined;
}

/** One line about where a stream comes from. */
export function sourceWords(source: JsonObject): string {
  const fields = fieldsOf(source);
  switch (fields.kind) {
    case 'rtmp-publish':
      return 'Encoder sends here';
    case 'file': {
      const [first = '', ...others] = fields.paths.split('\n');
      const more = others.length === 0 ? '' : ` and ${String(others.length)} more`;
      return `${fields.loop ? 'File, over and over' : 'File'}: ${first}${more}`;
    }
    case 'http-flv':
      return `FLV from ${fields.url}`;
    case 'hls':
      return `HLS from ${fields.url}`;
    case 'rtmp':
      return `RTMP from ${fields.url}`;
  }
}

function schemeOf(url: string): string {
  return URL.canParse(url) ? new URL(url).protocol : '';
}
