import { FilmMarks } from './film-marks.js';
import type { Film, FilmFile } from './film.js';
import { sameSequenceHeaders } from './flv-tag.js';
import { joined } from './joined.js';
import { OpeningBuffer } from './opening-buffer.js';
import type { Tracks } from './opening-buffer.js';
import type { PlayerFailure, TagPlayer, TagPlayerListener } from './tag-player.js';
import { TagSequence } from './tag-sequence.js';
import type { PlayableTag } from './tag-sequence.js';
import { Turnstile } from './turnstile.js';

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
  readonly #turnstile = new Turnstile(() => this.#hasRoom());
  readonly #abort = new AbortController();
  readonly #seekMillis: number;
  /** Time of the keyframe that it begins at; undefined until that is found. */
  #fromMillis: number | undefined;
  #file: FilmFile | undefined;
  /** In the file. */
  #offset = 0;
  #readBytes = 0;
  #player: TagPlayer | undefined;
  #tracks: Tracks = { audio: true, video: true };
  /** Player's time of the newest tag that was fed. */
  #newestMillis = 0;
  #ended = false;
  #goesOnAt: number | undefined;

  /** @param seekMillis it begins at the keyframe before that */
  constructor(film: Film, seekMillis: number, listener: FilmRunListener) {
    this.#film = film;
    this.#listener = listener;
    this.#seekMillis = seekMillis;
  }

  /** Begins to read. */
  start(): void {
    void this.#run();
  }

  /** There is a player, which has or gets the first tags. */
  get opened(): boolean {
    return this.#player !== undefined;
  }

  /** Player's time behind which nothing comes in this run, once that was read. */
  get endMillis(): number | undefined {
    return this.#ended ? this.#newestMillis : undefined;
  }

  /** Where the film goes on with other sequence headers, for which a player must begin anew; undefined: this was its end. */
  get goesOnAt(): number | undefined {
    return this.#goesOnAt;
  }

  /** The film's time at a time of the player; undefined before the first tag. */
  filmMillisAt(playerMillis: number): number | undefined {
    return this.#sequence.epochMillisAt(playerMillis);
  }

  /** The inverse. Where damaged bytes were left out, the time behind them; undefined before this run and its first tag. */
  playerMillisAt(filmMillis: number): number | undefined {
    const begin = this.#sequence.epochMillisAt(0);
    if (begin === undefined || this.#fromMillis === undefined || filmMillis < this.#fromMillis) {
      return undefined;
    }
    const first = Math.max(0, filmMillis - begin);
    const beyond = (this.#sequence.epochMillisAt(first) ?? filmMillis) - filmMillis;
    return Math.max(0, first - Math.max(0, beyond));
  }

  /** The picture stands at that time. */
  onPosition(filmMillis: number): void {
    const mark = this.#marks.at(filmMillis);
    mark?.file.onPosition(mark.offset);
  }

  /** Looks whether there is room for more. To be called a few times a second. */
  tick(): void {
    this.#turnstile.look();
  }

  /** May be called twice. */
  close(): void {
    this.#abort.abort();
    this.#turnstile.open();
    this.#player?.close();
  }

  async #run(): Promise<void> {
    try {
      let file: FilmFile | undefined = await this.#film.fileAt(this.#seekMillis, this.#abort.signal);
      while (file !== undefined && !this.#isClosed()) {
        this.#begin(file);
        await this.#read(file);
        file = this.#isClosed() ? undefined : await this.#follower(file);
      }
      if (!this.#isClosed()) {
        this.#end();
      }
    } catch (reason) {
      if (!this.#isClosed()) {
        this.#listener.onUnreadable(reason);
      }
    }
  }

  #isClosed(): boolean {
    return this.#abort.signal.aborted;
  }

  #begin(file: FilmFile): void {
    const from = file.keyframeBefore(this.#fromMillis === undefined ? this.#seekMillis : -Infinity);
    this.#fromMillis ??= from.timeMillis;
    this.#file = file;
    this.#offset = from.offset;
    this.#mark(from.timeMillis);
    this.#sequence.switchSource(file.baseMillis);
    this.#take(file.prelude);
  }

  /** To its end. */
  async #read(file: FilmFile): Promise<void> {
    while (!this.#isClosed()) {
      const bytes = await file.read(this.#offset, this.#abort.signal);
      if (this.#isClosed() || bytes.length === 0) {
        return;
      }
      this.#accept(bytes);
      if (this.#sequence.malformed && !this.#leaveOut(file)) {
        return;
      }
      await this.#turnstile.pass();
    }
  }

  /** The file that is to be read behind this one, in this run. */
  async #follower(file: FilmFile): Promise<FilmFile | undefined> {
    const next = await file.next(this.#abort.signal);
    if (next === undefined || sameSequenceHeaders(file.prelude, next.prelude)) {
      return next;
    }
    this.#goesOnAt = next.keyframeBefore(-Infinity).timeMillis;
    return undefined;
  }

  #accept(bytes: Uint8Array): void {
    this.#mark(this.#sequence.epochMillisAt(this.#newestMillis) ?? 0);
    this.#offset += bytes.length;
    this.#readBytes += bytes.length;
    this.#take(bytes);
  }

  #mark(timeMillis: number): void {
    if (this.#file !== undefined) {
      this.#marks.add({ timeMillis, file: this.#file, offset: this.#offset, readBytes: this.#readBytes });
    }
  }

  /** The file is damaged here: it goes on at the next keyframe. False: there is none. */
  #leaveOut(file: FilmFile): boolean {
    const next = file.keyframeAfter(this.#offset - 1);
    if (next === undefined) {
      return false;
    }
    this.#sequence.skip();
    this.#offset = next.offset;
    return true;
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
    const aheadBytes = this.#readBytes - (this.#marks.at(playhead)?.readBytes ?? this.#readBytes);
    return aheadMillis < AHEAD_MILLIS && aheadBytes < AHEAD_BYTES && player.waitingBytes() < MAX_WAITING_BYTES;
  }
}
