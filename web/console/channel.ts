import { isChannelName } from '../player/names.js';
import { asCount, asObject, asText, type JsonObject } from '../transport/json-fields.js';

/** What a source does at the moment (docs/protocol.md). */
export type SourceState = 'waiting' | 'connecting' | 'running' | 'reconnecting' | 'stopped' | 'failed';

/** What the server reads of a stream; undefined: not known yet. */
export interface StreamFigures {
  readonly width: number | undefined;
  readonly height: number | undefined;
  readonly framesPerSecond: number | undefined;
  readonly bitsPerSecond: number | undefined;
  readonly keyframeMillis: number | undefined;
}

/** A channel as the operator sees it: `GET /api/channels/{name}`. */
export interface ConsoleChannel {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** Listed on the home page. */
  readonly isPublic: boolean;
  readonly running: boolean;
  readonly offlineSinceMillis: number | undefined;
  readonly viewers: number;
  readonly record: boolean;
  readonly recordingState: string;
  readonly recordingBytes: number | undefined;
  readonly recordingError: string | undefined;
  /** As it was given, without passwords. */
  readonly source: JsonObject;
  readonly state: SourceState;
  /** When the source came into its state, ms since the epoch. */
  readonly sinceMillis: number | undefined;
  readonly lastError: string | undefined;
  readonly videoCodec: string | undefined;
  readonly audioCodec: string | undefined;
  readonly figures: StreamFigures;
  readonly reconnects: number;
  /** Timestamps that were put right, all kinds together. */
  readonly repairs: number;
}

const MAX_TEXT = 4_096;
const MAX_COUNT = Number.MAX_SAFE_INTEGER;
const STATES: readonly SourceState[] = ['waiting', 'connecting', 'running', 'reconnecting', 'stopped', 'failed'];

/** Reads a list of channels; what is none is left out. */
export function readChannels(json: unknown): readonly ConsoleChannel[] {
  const list: readonly unknown[] = Array.isArray(json) ? json : [];
  return byTitle(list.flatMap((entry) => readChannel(entry) ?? []));
}

/** undefined: no channel of a gateway. */
export function readChannel(json: unknown): ConsoleChannel | undefined {
  const fields = asObject(json) ?? {};
  const name = asText(fields['name'], MAX_TEXT);
  const source = asObject(fields['source']);
  if (name === undefined || !isChannelName(name) || source === undefined) {
    return undefined;
  }
  const recording = asObject(fields['recording']) ?? {};
  return {
    name,
    title: asText(fields['title'], MAX_TEXT) ?? '',
    description: asText(fields['description'], MAX_TEXT) ?? '',
    isPublic: fields['public'] === true,
    running: fields['running'] === true,
    offlineSinceMillis: fields['offline'] === true ? asCount(fields['offlineSinceMillis'], MAX_COUNT) : undefined,
    viewers: asCount(fields['viewers'], MAX_COUNT) ?? 0,
    record: fields['record'] === true,
    recordingState: asText(recording['state'], MAX_TEXT) ?? 'off',
    recordingBytes: asCount(recording['bytes'], MAX_COUNT),
    recordingError: asText(recording['lastError'], MAX_TEXT),
    source,
    state: STATES.find((state) => state === source['state']) ?? 'stopped',
    sinceMillis: asCount(source['sinceMillis'], MAX_COUNT),
    lastError: asText(source['lastError'], MAX_TEXT),
    videoCodec: asText(source['videoCodec'], MAX_TEXT),
    audioCodec: asText(source['audioCodec'], MAX_TEXT),
    figures: {
      width: positive(source['width']),
      height: positive(source['height']),
      framesPerSecond: positive(source['framesPerSecond']),
      bitsPerSecond: positive(source['bitsPerSecond']),
      keyframeMillis: positive(source['keyframeMillis']),
    },
    reconnects: asCount(source['reconnects'], MAX_COUNT) ?? 0,
    repairs: Object.values(asObject(source['repairs']) ?? {}).reduce<number>(
      (sum, count) => sum + (asCount(count, MAX_COUNT) ?? 0),
      0,
    ),
  };
}

/** In an order that no figure changes, so that nothing jumps. */
export function byTitle(channels: readonly ConsoleChannel[]): readonly ConsoleChannel[] {
  return [...channels].sort((a, b) => titleOf(a).localeCompare(titleOf(b), 'en', { numeric: true }));
}

/** What people call it. */
export function titleOf({ title, name }: ConsoleChannel): string {
  return title === '' ? name : title;
}

/** A finite number above 0. */
export function positive(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : undefined;
}
