import { ObjectFormatError } from './object-format-error.js';

/** A place at which a decoder can begin. */
export interface Keyframe {
  readonly timeMillis: number;
  /** Of its tag, in the file. */
  readonly offset: number;
}

const MAX_KEYFRAMES = 4_096;
const MAX_MILLIS = 2 ** 32 - 1;
const MAX_LEB_BYTES = 6;

/** Where in an FLV file its keyframes stand, ascending; at least one. */
export class KeyframeIndex {
  readonly keyframes: readonly Keyframe[];

  /** @param keyframes times that do not go back, offsets that rise; at least one */
  constructor(keyframes: readonly Keyframe[]) {
    this.keyframes = keyframes;
  }

  /**
   * Reads the index of a file of `sizeBytes` (docs/protocol.md section 7).
   * @throws ObjectFormatError `format` when it is none
   */
  static decode(bytes: Uint8Array, sizeBytes: number): KeyframeIndex {
    const keyframes: Keyframe[] = [];
    let timeMillis = 0;
    let offset = 0;
    for (let at = 0; at < bytes.length;) {
      const time = leb128(bytes, at);
      const step = leb128(bytes, time.end);
      at = step.end;
      timeMillis += time.value;
      offset += step.value;
      const rises = keyframes.length === 0 || step.value > 0;
      if (!rises || timeMillis > MAX_MILLIS || offset >= sizeBytes || keyframes.length === MAX_KEYFRAMES) {
        throw new ObjectFormatError('format', 'a keyframe in no order or in no place');
      }
      keyframes.push({ timeMillis, offset });
    }
    if (keyframes.length === 0) throw new ObjectFormatError('format', 'no keyframe');
    return new KeyframeIndex(keyframes);
  }

  /** The last keyframe at that time or before it; the first one where there is none before it. */
  before(timeMillis: number): Keyframe {
    const [first] = this.keyframes;
    if (first === undefined) throw new RangeError('an index without keyframes');
    return this.#last((keyframe) => keyframe.timeMillis <= timeMillis) ?? first;
  }

  /** The last keyframe at that byte or before it; undefined before the first one. */
  at(offset: number): Keyframe | undefined {
    return this.#last((keyframe) => keyframe.offset <= offset);
  }

  /** The keyframe behind this one; undefined behind the last. */
  after(keyframe: Keyframe): Keyframe | undefined {
    return this.keyframes[this.keyframes.indexOf(keyframe) + 1];
  }

  /** The last for which `holds`; it holds for a beginning of the list only. */
  #last(holds: (keyframe: Keyframe) => boolean): Keyframe | undefined {
    let low = 0;
    let high = this.keyframes.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const keyframe = this.keyframes[middle];
      if (keyframe !== undefined && holds(keyframe)) low = middle + 1;
      else high = middle;
    }
    return this.keyframes[low - 1];
  }
}

/** An unsigned number of the fewest bytes. */
function leb128(bytes: Uint8Array, offset: number): { readonly value: number; readonly end: number } {
  let value = 0;
  for (let i = 0; i < MAX_LEB_BYTES && offset + i < bytes.length; i++) {
    const next = bytes[offset + i] ?? 0;
    value += (next & 0x7f) * 2 ** (7 * i);
    if (next >= 0x80) continue;
    if (next === 0 && i > 0) throw new ObjectFormatError('format', 'a number with a needless byte');
    return { value, end: offset + i + 1 };
  }
  throw new ObjectFormatError('format', 'a number without an end');
}
