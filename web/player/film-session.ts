import type { NeighbourStats } from '../engine/neighbour-stats.js';
import { browserFilm } from '../media/browser-film.js';
import type { FilmPlayout, FilmPlayoutListener } from '../media/film-playout.js';
import type { Descriptor } from '../objects/descriptor.js';
import type { ObjectState } from '../objects/object-stats.js';
import { browserEnvironment } from '../transport/browser-environment.js';
import { ObjectFilm } from './object-film.js';
import { openObject, type ObjectUser, type OpenObject } from './object-sessions.js';
import type { PacketStrip } from './packet-strip.js';
import { pieceStrip, type PieceStrip } from './piece-strip.js';
import type {
  OpenSession,
  PlayerSession,
  SessionFault,
  SessionListener,
  SessionOptions,
  WantedObject,
} from './player-session.js';
import type { PlayerStats } from './player-stats.js';
import { joinStretches, type Timeline } from './timeline.js';

/** How often it is looked whether the gateway answers: nothing happens when it does not. */
const LOOK_MILLIS = 500;
/** Holes in what is held that nobody can see on the bar. */
const SEAM_MILLIS = 100;

const FAULTS: Partial<Record<ObjectState, SessionFault['kind']>> = {
  unknown: 'unknown-object',
  denied: 'denied',
  'false descriptor': 'false-object',
};

/** @throws {TypeError} when no object is named */
export const openFilm: OpenSession = (options, listener) => {
  if (options.object === undefined) {
    throw new TypeError('a film needs an object');
  }
  return new FilmSession(options, options.object, listener);
};

interface Showing {
  readonly film: ObjectFilm;
  readonly playout: FilmPlayout;
}

/** Plays an object on the page's video element while it comes, and gives what is here to others until it is closed. */
export class FilmSession implements PlayerSession {
  readonly #video: HTMLVideoElement;
  readonly #wanted: WantedObject;
  readonly #listener: SessionListener;
  readonly #user: ObjectUser & { maxUploadKbps: number | undefined };
  readonly #object: OpenObject;
  readonly #environment = browserEnvironment();
  readonly #stopLooking: () => void;
  #showing: Showing | undefined;
  #sought = false;
  #unreachable = false;
  #closed = false;

  constructor(options: SessionOptions, wanted: WantedObject, listener: SessionListener) {
    this.#video = options.video;
    this.#wanted = wanted;
    this.#listener = listener;
    this.#user = {
      maxUploadKbps: options.maxUploadKbps,
      onState: () => this.#look(),
      viewing: () => ({ playing: !this.#video.paused, ...this.#stalls() }),
    };
    const { gateway, peers } = options;
    this.#object = openObject({ gateway, ...wanted, peers }, this.#user);
    this.#object.session.descriptor.then(
      (descriptor) => this.#show(descriptor),
      () => undefined, // the state says why
    );
    this.#stopLooking = this.#environment.timers.every(LOOK_MILLIS, () => this.#look());
    queueMicrotask(() => this.#look());
  }

  stats(): PlayerStats {
    const { playout, film } = this.#showing ?? {};
    const figures = this.#object.session.stats();
    const { fromPeersBytes, fromHttpBytes, toPeersBytes, neighbours, pieces, piecesHeld } = figures;
    const startMillis = film?.startMillis ?? 0;
    return {
      channel: '',
      film: {
        id: this.#wanted.id,
        durationMillis: (film?.endMillis ?? 0) - startMillis,
        pieces,
        piecesHeld,
        poisoned: figures.poisoned,
        overheadBytes: figures.overheadBytes,
        serverLost: this.#unreachable,
      },
      epoch: undefined,
      positionMillis: playout === undefined ? undefined : playout.timeMillis - startMillis,
      lagMillis: undefined,
      aheadMillis: playout?.aheadMillis ?? 0,
      neighbours,
      fromPeersBytes,
      fromFeedBytes: 0,
      fromHttpBytes,
      fromTabBytes: 0,
      toPeersBytes,
      ...this.#stalls(),
      delivery: figures.role === 'download-only' && neighbours === 0 ? 'gateway' : 'peers',
      role: figures.role,
      uploadLimitKbps: this.#user.maxUploadKbps,
    };
  }

  packets(): PacketStrip | undefined {
    return undefined;
  }

  pieces(columns: number): PieceStrip | undefined {
    const { session } = this.#object;
    const { pieces } = session.stats();
    return this.#showing === undefined ? undefined : pieceStrip(pieces, columns, (piece) => session.originOf(piece));
  }

  neighbours(): readonly NeighbourStats[] {
    return this.#object.session.neighbours();
  }

  timeline(): Timeline | undefined {
    if (this.#showing === undefined) {
      return undefined;
    }
    const { film, playout } = this.#showing;
    const { startMillis, endMillis } = film;
    const buffered = playout.buffered.map(({ start, end }) => ({ start: start - startMillis, end: end - startMillis }));
    return {
      durationMillis: endMillis - startMillis,
      positionMillis: playout.timeMillis - startMillis,
      live: false,
      buffered: joinStretches(buffered, SEAM_MILLIS),
      held: joinStretches(film.stretchesOf(this.#object.session.have), SEAM_MILLIS),
    };
  }

  seek(timeMillis: number): void {
    if (this.#showing !== undefined) {
      this.#sought = true;
      this.#showing.playout.seek(this.#showing.film.startMillis + timeMillis);
    }
  }

  pause(): void {
    this.#showing?.playout.pause();
  }

  resume(): void {
    // A film waits where it was.
  }

  toLive(): void {
    // A film has no live edge.
  }

  limitUpload(kbps: number | undefined): void {
    this.#user.maxUploadKbps = kbps;
    this.#object.limitUpload();
  }

  meet(): boolean {
    return false; // an object's session is one with its network, and may be a download's, too
  }

  close(): void {
    this.#closed = true;
    this.#stopLooking();
    this.#showing?.playout.close();
    this.#object.close();
  }

  #show(descriptor: Descriptor): void {
    const { playback } = descriptor;
    if (this.#closed) {
      return;
    }
    if (playback === undefined) {
      this.#listener.onFault({ kind: 'no-film', message: `${descriptor.type} is not for the player` });
      return;
    }
    const film = new ObjectFilm(this.#object.session, descriptor, playback);
    const listening: FilmPlayoutListener = {
      onSeeking: () => this.#tell(() => this.#sought && this.#listener.onSeeking()),
      onArrived: () => {
        const sought = this.#sought;
        this.#sought = false;
        this.#tell(() => sought && this.#listener.onSeeked());
      },
      onEnded: () => this.#tell(() => this.#listener.onOver()),
      onError: (kind, message) => this.#tell(() => this.#listener.onFault({ kind, message })),
      onUnreadable: () => undefined, // the object's state says why
    };
    const playout = browserFilm(this.#video, film, this.#environment, listening, { autoplay: false });
    this.#showing = { film, playout };
    playout.seek(film.startMillis);
    this.#look();
  }

  #stalls(): { readonly stalls: number; readonly stalledMillis: number } {
    return this.#showing?.playout.stalls ?? { stalls: 0, stalledMillis: 0 };
  }

  /** Brings the phase up to date. */
  #look(): void {
    const { state, gatewayFailures } = this.#object.session.stats();
    const fault = FAULTS[state];
    const unreachable = state === 'offline' || gatewayFailures > 0;
    const lost = unreachable && !this.#unreachable;
    this.#unreachable = unreachable;
    this.#tell(() => {
      if (lost && this.#showing !== undefined) {
        this.#listener.onNotice('server-silent');
      }
      if (fault !== undefined) {
        this.#listener.onFault({ kind: fault, message: `the gateway's answer about this object: ${state}` });
      } else if (this.#unreachable) {
        this.#listener.onPhase('unreachable');
      } else {
        this.#listener.onPhase(this.#showing === undefined ? 'connecting' : 'live');
      }
    });
  }

  #tell(tell: () => void): void {
    if (!this.#closed) {
      tell();
    }
  }
}
