import { MAX_PIECES, PIECE_BYTES } from '../peers/messages.js';
import { decodeBase64Url, encodeBase64Url } from '../transport/base64url.js';
import { asCount, asKey, asText, type JsonObject, parseObject } from '../transport/json-fields.js';
import { KeyframeIndex } from './keyframe-index.js';
import { ObjectFormatError } from './object-format-error.js';

/** What a player needs of an FLV object before its first byte. */
export interface Playback {
  readonly durationMillis: number;
  /** FLV header and sequence header tags, to be handed to a decoder wherever in the file it begins. */
  readonly prelude: Uint8Array;
  readonly keyframes: KeyframeIndex;
}

/** What an object is: the meaning of its descriptor (docs/protocol.md section 7). */
export interface Descriptor {
  /** A file's name, without folders. */
  readonly name: string;
  /** A media type without parameters. */
  readonly type: string;
  readonly sizeBytes: number;
  /** 1 … 2^24. */
  readonly pieces: number;
  /** Root of the hash tree over the pieces. */
  readonly root: Uint8Array;
  /** The library's Ed25519 key. */
  readonly publicKey: Uint8Array;
  /** undefined: not for the player. */
  readonly playback: Playback | undefined;
}

/** The longest JSON of a descriptor. */
export const DESCRIPTOR_JSON_BYTES = 48 * 1024;
const MAX_NAME = 255;
const MAX_TYPE = 127;
const MAX_MILLIS = 2 ** 32 - 1;
const MIN_PRELUDE_BYTES = 13;
const MAX_PRELUDE_BYTES = 8_192;
const FLV = 'video/x-flv';
const FLV_MAGIC = [0x46, 0x4c, 0x56];

/** The length in bytes of a piece of this object; 0 for one that it has not got. */
export function pieceLength({ sizeBytes, pieces }: Descriptor, piece: number): number {
  if (piece < 1 || piece > pieces) return 0;
  return piece < pieces ? PIECE_BYTES : sizeBytes - (pieces - 1) * PIECE_BYTES;
}

/**
 * Reads the JSON of a descriptor, whoever signed it.
 * @throws ObjectFormatError `length`, `version` or `format` when it is none
 */
export function readDescriptor(json: Uint8Array): Descriptor {
  if (json.length > DESCRIPTOR_JSON_BYTES) throw new ObjectFormatError('length', `descriptor of ${json.length} bytes`);
  let text;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(json);
  } catch {
    throw malformed('no UTF-8');
  }
  const fields = parseObject(text);
  if (fields === undefined) throw malformed('no JSON');
  if (fields['version'] !== 1) throw new ObjectFormatError('version', 'descriptor of another version');
  const descriptor = meaning(fields);
  // One meaning has one spelling, so that no two readers can understand the same bytes differently.
  if (descriptorJson(descriptor, fields) !== text) throw malformed('not canonical');
  return descriptor;
}

function meaning(fields: JsonObject): Descriptor {
  const { type } = fields;
  const name = asText(fields['name'], MAX_NAME);
  const sizeBytes = asCount(fields['size'], MAX_PIECES * PIECE_BYTES);
  const pieces = asCount(fields['pieces'], MAX_PIECES);
  const root = decodeBase64Url(asKey(fields['root']) ?? '');
  const publicKey = decodeBase64Url(asKey(fields['publicKey']) ?? '');
  if (name === undefined || !isFileName(name)) throw malformed('name');
  if (typeof type !== 'string' || !isMediaType(type)) throw malformed('type');
  if (sizeBytes === undefined || sizeBytes === 0) throw malformed('size');
  if (pieces !== Math.ceil(sizeBytes / PIECE_BYTES)) throw malformed('pieces');
  if (root?.length !== 32) throw malformed('root');
  if (publicKey?.length !== 32) throw malformed('publicKey');
  return { name, type, sizeBytes, pieces, root, publicKey, playback: playbackIn(fields, type, sizeBytes) };
}

function playbackIn(fields: JsonObject, type: string, sizeBytes: number): Playback | undefined {
  const { durationMillis, prelude, keyframes } = fields;
  if (durationMillis === undefined && prelude === undefined && keyframes === undefined) return undefined;
  const duration = asCount(durationMillis, MAX_MILLIS);
  const preludeBytes = typeof prelude === 'string' ? decodeBase64Url(prelude) : undefined;
  const index = typeof keyframes === 'string' ? decodeBase64Url(keyframes) : undefined;
  if (type !== FLV) throw malformed('playback of what is no FLV');
  if (duration === undefined || preludeBytes === undefined || index === undefined) throw malformed('playback');
  const { length } = preludeBytes;
  const isFlv = FLV_MAGIC.every((byte, i) => preludeBytes[i] === byte);
  if (!isFlv || length < MIN_PRELUDE_BYTES || length > MAX_PRELUDE_BYTES) throw malformed('prelude');
  return { durationMillis: duration, prelude: preludeBytes, keyframes: KeyframeIndex.decode(index, sizeBytes) };
}

/** The canonical text. What the index means has one spelling already, so it is taken over as it stands. */
function descriptorJson(descriptor: Descriptor, { keyframes }: JsonObject): string {
  const { name, type, sizeBytes, pieces, root, publicKey, playback } = descriptor;
  return JSON.stringify({
    version: 1,
    name,
    type,
    size: sizeBytes,
    pieces,
    root: encodeBase64Url(root),
    publicKey: encodeBase64Url(publicKey),
    durationMillis: playback?.durationMillis,
    prelude: playback && encodeBase64Url(playback.prelude),
    keyframes: playback && canonicalBase64Url(keyframes),
  });
}

function canonicalBase64Url(text: unknown): string {
  const bytes = typeof text === 'string' ? decodeBase64Url(text) : undefined;
  let canonical = '';
  // In parts, for the arguments of one call have an end; 3 bytes are 4 characters.
  for (let at = 0; at < (bytes?.length ?? 0); at += 3_072)
    canonical += encodeBase64Url(bytes?.subarray(at, at + 3_072) ?? new Uint8Array());
  return canonical;
}

/** One that can be handed to a file system. */
function isFileName(name: string): boolean {
  if (name === '.' || name === '..') return false;
  return !/[\u0000-\u001f\u007f-\u009f/\\]|\p{Surrogate}/u.test(name);
}

function isMediaType(type: string): boolean {
  return type.length <= MAX_TYPE && /^[a-z0-9!#$&^_.+-]+\/[a-z0-9!#$&^_.+-]+$/.test(type);
}

function malformed(detail: string): ObjectFormatError {
  return new ObjectFormatError('format', `descriptor: ${detail}`);
}
