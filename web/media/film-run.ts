import { FilmMarks } from './film-marks.js';
import type { Film, Keyframe } from './film.js';
import { joined } from './joined.js';
import { OpeningBuffer } from './opening-buffer.js';
import type { Tracks } from './opening-buffer.js';
import type { PlayerFailure, TagPlayer, TagPlayerListener } from './tag-player.js';
import { TagSequence } from './tag-sequence.js';
import type { PlayableTag } from './tag-sequence.js';

/** What is kept ahead of the picture, whichever is reached first; browsers give a page about 150 MB for pictures. */
const AHEAD_MILLIS = 30_000;
const AHEAD_BYTES = 32 * 1024 * 1024;
/** What may wait for a video element that does not open its buffer, as in a tab that was never shown. */
const MAX_WAITING_BYTES = 16 * 1024 * 1024;

export interface FilmRunListener {
  /** The tracks are known; the player is to be opened now. */
  openPlayer(tracks: Tracks, listener: TagPlayerListener): TagPlayer;
  /** Timestamp of the picture, or of the one that is to be shown next. */
  playhead(): number;
  onFailure(failure: PlayerFailure, message: string): void;
  /** The bytes will not come. */
  onUnreadable(reason: unknown): void;
}

/** Reads a film from one keyframe on and feeds one player with it, so far ahead of the picture as is good. */
export class FilmRun {
  readonly #film: Film;
  readonly #listener: FilmRunListener;
  readonly #sequence = new TagSequence();
  readonly #opening = new OpeningBuffer();
  readonly #marks = new FilmMarks();
  readonly #abort = new AbortController();
  readonly #fromMillis: number;
  #offset: number;
  #player: TagPlayer | undefined;
  #tracks: Tracks = { audio: true, video: true };
  /** Player's time of the newest tag that was fed. */
  #newestMillis = 0;
  #ended = false;
  #goOn: (() => void) | undefined;

  constructor(film: Film, from: Keyframe, listener: FilmRunListener) {
    this.#film = film;
    this.#listener = listener;
    this.#offset = from.offset;
    this.#fromMillis = from.timeMillis;
    this.#marks.add(from.offset, from.timeMillis);
  }

  /** Begins to read. */
  start(): void {
    this.#sequence.switchSource();
    this.#take(this.#film.prelude);
    void this.#read();
  }

  /** There is a player, which has or gets the first tags. */
  get opened(): boolean {
    return this.#player !== undefined;
  }

  /** Player's time behind which nothing comes, once the end of the film was read. */
  get endMillis(): number | undefined {
    return this.#ended ? this.#newestMillis : undefined;
  }

  /** The film's time at a time of the player; undefined before the first tag. */
  filmMillisAt(playerMillis: number): number | undefined {
    return this.#sequence.epochMillisAt(playerMillis);
  }

  /** The inverse. Where damaged bytes were left out, the time behind them; undefined before this run and its first tag. */
  playerMillisAt(filmMillis: number): number | undefined {
    const begin = this.#sequence.epochMillisAt(0);
    if (begin === undefined || filmMillis < this.#fromMillis) {
      return undefined;
    }
    const first = Math.max(0, filmMillis - begin);
    const beyond = (this.#sequence.epochMillisAt(first) ?? filmMillis) - filmMillis;
    return Math.max(0, first - Math.max(0, beyond));
  }

  /** A byte that the picture at that time needs. */
  offsetAt(filmMillis: number): number | undefined {
    return this.#marks.offsetAt(filmMillis);
  }

  /** Looks whether there is room for more. To be called a few times a second. */
  tick(): void {
    if (this.#goOn !== undefined && this.#hasRoom()) {
      this.#goOn();
    }
  }

  /** May be called twice. */
  close(): void {
    this.#abort.abort();
    this.#goOn?.();
    this.#player?.close();
  }

  async #read(): Promise<void> {
    const { signal } = this.#abort;
    try {
      while (!this.#ended) {
        const bytes = await this.#film.read(this.#offset, signal);
        if (signal.aborted) {
          return;
        }
        this.#accept(bytes);
        await this.#room();
      }
    } catch (reason) {
      if (!signal.aborted) {
        this.#listener.onUnreadable(reason);
      }
    }
  }

  #accept(bytes: Uint8Array): void {
    if (bytes.length === 0) {
      this.#end();
      return;
    }
    this.#marks.add(this.#offset, this.#sequence.epochMillisAt(this.#newestMillis) ?? 0);
    this.#offset += bytes.length;
    this.#take(bytes);
    if (this.#sequence.malformed) {
      this.#leaveOut();
    }
  }

  /** The file is damaged here: it goes on at the next keyframe. */
  #leaveOut(): void {
    const next = this.#film.keyframeAfter(this.#offset - 1);
    if (next === undefined) {
      this.#end();
    } else {
      this.#sequence.skip();
      this.#offset = next.offset;
    }
  }

  #take(bytes: Uint8Array): void {
    const tags = this.#sequence.accept(bytes);
    if (this.#player !== undefined) {
      this.#feed(tags);
      return;
    }
    this.#opening.add(tags, this.#sequence.promised);
    const tracks = this.#opening.tracks();
    if (tracks !== undefined) {
      this.#open(tracks);
    }
  }

  #open(tracks: Tracks): void {
    this.#tracks = tracks;
    this.#player = this.#listener.openPlayer(tracks, {
      onFailure: (failure, message) => {
        if (!this.#abort.signal.aborted) {
          this.#listener.onFailure(failure, message);
        }
      },
    });
    this.#feed(this.#opening.take());
  }

  #feed(tags: readonly PlayableTag[]): void {
    const taken = tags.filter(({ type }) => type !== 'script' && this.#tracks[type]);
    const newest = taken.at(-1);
    if (newest !== undefined) {
      this.#newestMillis = newest.timestampMillis;
      this.#player?.feed(joined(taken.map(({ bytes }) => bytes)));
    }
  }

  #end(): void {
    const tracks = this.#opening.tracksAtEnd();
    if (this.#player === undefined && tracks !== undefined) {
      this.#open(tracks);
    }
    this.#ended = true;
    if (this.#player === undefined) {
      this.#listener.onFailure('broken', 'there is nothing to play in this film');
    } else {
      this.#player.end();
    }
  }

  #hasRoom(): boolean {
    const player = this.#player;
    if (player === undefined) {
      return true;
    }
    const playhead = this.#listener.playhead();
    const aheadMillis = this.#newestMillis - (this.playerMillisAt(playhead) ?? 0);
    const aheadBytes = this.#offset - (this.#marks.offsetAt(playhead) ?? this.#offset);
    return aheadMillis < AHEAD_MILLIS && aheadBytes < AHEAD_BYTES && player.waitingBytes() < MAX_WAITING_BYTES;
  }

  #room(): Promise<void> {
    return new Promise((resolve) => {
      if (this.#hasRoom()) {
        resolve();
      } else {
        this.#goOn = () => {
          this.#goOn = undefined;
          resolve();
        };
      }
    });
  }
}
