import { FlvTagReader } from './flv-tag-reader.js';
import { tagRole, withTimestamp } from './flv-tag.js';
import type { FlvTag, TagRole } from './flv-tag.js';
import { PlayoutTimeline } from './playout-timeline.js';

/** A tag as the player is to get it: its timestamp is the player's time. */
export interface PlayableTag extends FlvTag {
  readonly role: TagRole;
}

type Track = 'audio' | 'video';

/**
 * Makes of the bytes of one epoch, with whatever is missing or comes twice, the tags for one player: in order, without
 * holes, every run beginning at a keyframe, sequence headers only when they change. Script tags stay out: the player
 * needs nothing from them, and the index of keyframes that some files have would let it seek where nothing is.
 */
export class TagSequence {
  readonly #reader = new FlvTagReader();
  readonly #timeline = new PlayoutTimeline();
  readonly #newest: Record<Track, number> = { audio: -1, video: -1 };
  readonly #sequenceHeaders: Partial<Record<Track, Uint8Array>> = {};
  #needsKeyframe = true;
  /** Tracks whose first tag after a switch is still to come. */
  readonly #switching = new Set<Track>();
  #baseMillis = 0;

  /**
   * The stream ended where it was and goes on with other bytes of the same epoch, from a prelude or FLV header on.
   * @param baseMillis what the timestamps in these bytes lack
   */
  switchSource(baseMillis = 0): void {
    this.#baseMillis = baseMillis;
    this.#reader.reset('file header');
    this.#switching.add('audio').add('video');
  }

  /** Tags are missing; the next run begins at a keyframe. */
  skip(): void {
    this.#reader.reset('tag header');
    this.#needsKeyframe = true;
  }

  /** The tags that `bytes` complete, less those that are not to be played. */
  accept(bytes: Uint8Array): readonly PlayableTag[] {
    const playable: PlayableTag[] = [];
    this.#reader.accept(bytes, (tag) => {
      const placed = this.#place({ ...tag, timestampMillis: this.#baseMillis + tag.timestampMillis });
      if (placed !== undefined) {
        playable.push(placed);
      }
    });
    return playable;
  }

  /** The bytes are no tag stream; nothing more comes out until the next switch or skip. */
  get malformed(): boolean {
    return this.#reader.malformed;
  }

  /** The tracks that the FLV header promised: not always truly. */
  get promised(): { readonly audio: boolean; readonly video: boolean } {
    return this.#reader.promised ?? { audio: true, video: true };
  }

  /** How far one of two tracks is behind the other; 0 until both have begun. */
  get trackDistanceMillis(): number {
    const { audio, video } = this.#newest;
    return audio < 0 || video < 0 ? 0 : Math.abs(audio - video);
  }

  /** What stands at a time of the player, as a timestamp of the epoch. */
  epochMillisAt(playerMillis: number): number | undefined {
    return this.#timeline.epochMillisAt(playerMillis);
  }

  #place(tag: FlvTag): PlayableTag | undefined {
    if (tag.type === 'script') {
      return undefined;
    }
    const role = tagRole(tag);
    if (role === 'sequence header') {
      return this.#placeSequenceHeader(tag, tag.type);
    }
    // A player freezes for good when time goes back, so nothing that is older than its track is passed on; the same
    // timestamp twice is a frame in several tags, but after a switch it is the same tag again.
    const newest = this.#newest[tag.type];
    if (tag.timestampMillis < newest || (tag.timestampMillis === newest && this.#switching.has(tag.type))) {
      return undefined;
    }
    if (!this.#mayFollow(tag, role)) {
      return undefined;
    }
    this.#switching.delete(tag.type);
    this.#newest[tag.type] = tag.timestampMillis;
    return { ...withTimestamp(tag, this.#timeline.place(tag.timestampMillis)), role };
  }

  /** Whether a decoder can go on with this tag; opens a new piece of the time line where it begins a run. */
  #mayFollow(tag: FlvTag, role: TagRole): boolean {
    if (this.#switching.size > 0 && this.#timeline.leavesGap(tag.timestampMillis)) {
      this.#needsKeyframe = true;
    }
    if (!this.#needsKeyframe) {
      return true;
    }
    if (this.#isVideoExpected() && role !== 'keyframe') {
      return false;
    }
    this.#timeline.join(tag.timestampMillis);
    this.#needsKeyframe = false;
    this.#switching.clear();
    return true;
  }

  #isVideoExpected(): boolean {
    return this.#sequenceHeaders.video !== undefined || this.#newest.video >= 0;
  }

  #placeSequenceHeader(tag: FlvTag, track: Track): PlayableTag | undefined {
    const body = tag.bytes.slice(11);
    const known = this.#sequenceHeaders[track];
    if (known !== undefined && equal(known, body)) {
      return undefined;
    }
    this.#sequenceHeaders[track] = body;
    const newest = this.#timeline.newestEpochMillis;
    return { ...withTimestamp(tag, newest === undefined ? 0 : this.#timeline.place(newest)), role: 'sequence header' };
  }
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
