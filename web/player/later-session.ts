import type { NeighbourStats } from '../engine/neighbour-stats.js';
import type { PacketStrip } from './packet-strip.js';
import type { PieceStrip } from './piece-strip.js';
import type { OpenSession, PeerMode, PlayerSession, SessionListener, SessionOptions } from './player-session.js';
import { NOTHING_YET, type PlayerStats } from './player-stats.js';
import type { Timeline } from './timeline.js';

/**
 * A session whose script is still on its way: what most players never do need not be loaded with them. It shows nothing,
 * does as it is told once it can, and opens nothing when it was closed before.
 */
export class LaterSession implements PlayerSession {
  #options: SessionOptions;
  #session: PlayerSession | undefined;
  #closed = false;

  /** @param loading what opens the session; where it cannot be loaded, the listener hears that nothing can be shown */
  constructor(loading: Promise<OpenSession>, options: SessionOptions, listener: SessionListener) {
    this.#options = options;
    loading.then(
      (open) => {
        if (!this.#closed) {
          this.#session = open(this.#options, listener);
        }
      },
      (failure: unknown) => {
        if (!this.#closed) {
          listener.onFault({ kind: 'broken', message: `the player's script could not be loaded: ${String(failure)}` });
        }
      },
    );
  }

  stats(): PlayerStats {
    return this.#session?.stats() ?? nothingYet(this.#options);
  }

  packets(limit: number): PacketStrip | undefined {
    return this.#session?.packets(limit);
  }

  pieces(columns: number): PieceStrip | undefined {
    return this.#session?.pieces(columns);
  }

  neighbours(): readonly NeighbourStats[] {
    return this.#session?.neighbours() ?? [];
  }

  timeline(): Timeline | undefined {
    return this.#session?.timeline();
  }

  seek(timeMillis: number): void {
    this.#session?.seek(timeMillis); // without a timeline there is nowhere to go
  }

  pause(): void {
    this.#session?.pause();
  }

  resume(): void {
    this.#session?.resume();
  }

  toLive(): void {
    this.#session?.toLive();
  }

  limitUpload(kbps: number | undefined): void {
    this.#options = { ...this.#options, maxUploadKbps: kbps };
    this.#session?.limitUpload(kbps);
  }

  meet(peers: PeerMode): boolean {
    this.#options = { ...this.#options, peers };
    return this.#session?.meet(peers) ?? true;
  }

  close(): void {
    this.#closed = true;
    this.#session?.close();
  }
}

function nothingYet({ channel, object, peers, maxUploadKbps }: SessionOptions): PlayerStats {
  const film = object && {
    id: object.id,
    durationMillis: 0,
    pieces: 0,
    piecesHeld: 0,
    poisoned: 0,
    overheadBytes: 0,
    serverLost: false,
  };
  const role = peers === 'on' ? 'full' : 'download-only';
  return { ...NOTHING_YET, channel, film, role, uploadLimitKbps: maxUploadKbps };
}
