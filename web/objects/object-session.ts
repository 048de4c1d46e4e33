import { neighbourStats, type NeighbourStats } from '../engine/neighbour-stats.js';
import { roleUnder, UNLIMITED, type UploadLimits } from '../engine/upload-limits.js';
import type { PieceRange } from '../peers/messages.js';
import type { ObjectInfo } from '../transport/object-links.js';
import type { Descriptor } from './descriptor.js';
import { ObjectOpening } from './object-opening.js';
import { defaultObjectParameters, type ObjectParameters } from './object-parameters.js';
import type { ObjectSessionOptions } from './object-session-options.js';
import type { ObjectState, ObjectStats, PieceOrigin } from './object-stats.js';
import { ObjectSwarm } from './object-swarm.js';
import type { PieceStore } from './piece-store.js';
import { ObjectUnavailableError, type Unavailable } from './object-unavailable-error.js';
import type { WishPriority } from './wishes.js';

/**
 * Gets one object, piece by piece, from other viewers where they have them and from the gateway where they have not; gives
 * what it holds to others until close(), watched or not. Every byte that it hands out is verified. One value is one session:
 * start() once, close() at its end.
 *
 * A player calls {@link position} whenever play-out has moved (a few times a second is enough; at once after a seek) and
 * {@link read}s in order from there: bytes near the position come in time, those further ahead when neighbours have them. A
 * download calls {@link want} and reads, or waits until {@link ObjectStats.piecesHeld} is {@link ObjectStats.pieces}.
 */
export class ObjectSession {
  /**
   * Resolves when the descriptor is here and verified; rejects with ObjectUnavailableError when it will not come. While the
   * gateway cannot be reached it is pending.
   */
  readonly descriptor: Promise<Descriptor>;
  readonly #options: ObjectSessionOptions;
  readonly #parameters: ObjectParameters;
  readonly #opening: ObjectOpening;
  readonly #resolveDescriptor: (descriptor: Descriptor) => void;
  readonly #rejectDescriptor: (reason: ObjectUnavailableError) => void;
  #swarm: ObjectSwarm | undefined;
  #info: ObjectInfo | undefined;
  #state: ObjectState = 'starting';
  #limits: UploadLimits;
  #position: number | undefined;
  #cancelTick: () => void = () => undefined;
  #started = false;
  #changed = false;

  constructor(options: ObjectSessionOptions) {
    this.#options = options;
    this.#parameters = { ...defaultObjectParameters, ...options.parameters };
    this.#limits = options.uploadLimits ?? UNLIMITED;
    let resolveDescriptor: (descriptor: Descriptor) => void = () => undefined;
    let rejectDescriptor: (reason: ObjectUnavailableError) => void = () => undefined;
    this.descriptor = new Promise((resolve, reject) => {
      resolveDescriptor = resolve;
      rejectDescriptor = reject;
    });
    this.#resolveDescriptor = resolveDescriptor;
    this.#rejectDescriptor = rejectDescriptor;
    // Whoever does not ask for it learns of the failure by the state.
    this.descriptor.catch(() => undefined);
    this.#opening = new ObjectOpening(options.id, options.network.http, options.environment, {
      onDescriptor: (descriptor) => this.#onDescriptor(descriptor),
      onInfo: (info) => this.#onInfo(info),
      onUnavailable: (reason) => this.#end(reason),
      onOffline: () => this.#setState('offline'),
    });
  }

  get state(): ObjectState {
    return this.#state;
  }

  /** What the gateway calls it, and where its poster is; undefined before it is known. */
  get info(): ObjectInfo | undefined {
    return this.#info;
  }

  /** Pieces held, ascending ranges that do not touch; empty before the descriptor is here. */
  get have(): readonly PieceRange[] {
    return this.#swarm?.held.map.ranges() ?? [];
  }

  /** Where this piece came from, `kept`: from an earlier visit; undefined: it is not held. */
  originOf(piece: number): PieceOrigin | undefined {
    const { held, came } = this.#swarm ?? {};
    if (held?.map.has(piece) !== true) return undefined;
    if (came?.fromPeers.has(piece) === true) return 'peers';
    return came?.fromGateway.has(piece) === true ? 'gateway' : 'kept';
  }

  /** Begins; a second call does nothing. */
  start(): void {
    if (this.#started || this.#state === 'closed') return;
    this.#started = true;
    this.#opening.start();
    this.#cancelTick = this.#options.environment.timers.every(this.#parameters.tickMillis, () => this.#tick());
  }

  /**
   * Play-out stands at this byte of the file, or will begin there. What follows is fetched by the time at which it will be
   * played, up to two minutes ahead; what lies behind stays as long as there is room. To be called for as long as the
   * picture moves, and at once when the viewer seeks.
   */
  position(offset: number): void {
    this.#position = offset;
    if (this.#swarm !== undefined) this.#swarm.position = offset;
  }

  /**
   * Wants pieces without a time, the rarest first: `download` from whomever, as fast as they come, `spare` only from
   * neighbours that have room. Each piece is fetched once: one that had to make room (the object is larger than memory and
   * store) comes again when it is read.
   *
   * @param firstPiece from 1
   * @param lastPiece the object's last one when left out
   * @returns what withdraws it (may be called twice)
   */
  want(firstPiece: number, lastPiece?: number, priority: WishPriority = 'download'): () => void {
    let withdrawn = false;
    let withdraw = (): void => {
      withdrawn = true;
    };
    this.descriptor.then(
      ({ pieces }) => {
        const swarm = this.#swarm;
        if (withdrawn || swarm === undefined) return;
        const range = { first: Math.max(1, firstPiece), last: Math.min(pieces, lastPiece ?? pieces) };
        withdraw = swarm.wishes.add(range, priority);
        swarm.pick();
      },
      () => undefined,
    );
    return () => withdraw();
  }

  /**
   * Verified bytes of the file, as soon as all of them are here. What the play position does not account for is fetched
   * within seconds. At most 64 reads at once, each of at most half of the memory (32 MiB).
   *
   * @returns a copy that is the caller's
   * @throws RangeError for bytes that the file has not got, or too many · ObjectUnavailableError when the session ends ·
   *   the reason of `signal`
   */
  async read(offset: number, length: number, signal?: AbortSignal): Promise<Uint8Array> {
    const { sizeBytes } = await this.descriptor;
    const swarm = this.#swarm;
    if (swarm === undefined || this.#state === 'closed') throw new ObjectUnavailableError('closed');
    signal?.throwIfAborted();
    const whole = Number.isSafeInteger(offset) && Number.isSafeInteger(length);
    if (
      !whole ||
      offset < 0 ||
      length < 0 ||
      offset + length > sizeBytes ||
      length > this.#parameters.memoryBytes / 2
    ) {
      throw new RangeError(`${length} bytes at ${offset} of ${sizeBytes}`);
    }
    if (length === 0) return new Uint8Array();
    const read = swarm.reads.read(offset, length, this.#options.environment.clock.nowMillis(), signal);
    swarm.pick();
    return read;
  }

  /** Other limits for what this viewer gives, at once. */
  limitUpload(limits: UploadLimits): void {
    this.#limits = limits;
    this.#swarm?.limitUpload(limits);
  }

  stats(): ObjectStats {
    const swarm = this.#swarm;
    const counters = swarm?.counters;
    return {
      state: this.#state,
      fromPeersBytes: counters?.fromPeersBytes ?? 0,
      fromHttpBytes: counters?.fromHttpBytes ?? 0,
      toPeersBytes: swarm?.upload.sentBytes ?? 0,
      overheadBytes: this.#opening.bytes + (swarm?.hashes.bytes ?? 0),
      neighbours: swarm?.circle.table.ready.length ?? 0,
      piecesHeld: swarm?.held.map.count ?? 0,
      pieces: swarm?.held.map.pieces ?? 0,
      duplicates: counters?.duplicates ?? 0,
      poisoned: counters?.poisoned ?? 0,
      gatewayFailures: swarm?.fetch.failures ?? 0,
      lost: swarm?.fetch.lost ?? 0,
      role: this.#options.network.openPeer === undefined ? 'download-only' : roleUnder(this.#limits),
      capacityKbps: swarm?.upload.capacity.kbps ?? 0,
    };
  }

  /** The other viewers that this one is connected to. */
  neighbours(): readonly NeighbourStats[] {
    return this.#swarm?.circle.table.ready.map(neighbourStats) ?? [];
  }

  /** Says good-bye and ends every connection; reads that wait are rejected. May be called twice. */
  close(): void {
    this.#end('closed');
  }

  #onDescriptor(descriptor: Descriptor): void {
    const { id, store } = this.#options;
    const options = { ...this.#options, uploadLimits: this.#limits };
    const swarm = new ObjectSwarm(descriptor, options, this.#parameters, () => (this.#changed = true));
    this.#swarm = swarm;
    this.#setState('ready');
    this.#resolveDescriptor(descriptor);
    if (this.#info !== undefined) swarm.tracker.start(this.#info.trackerUrl);
    if (store !== undefined) this.#open(store, id, swarm);
    if (this.#position !== undefined) swarm.position = this.#position;
  }

  /** What the store has need not be fetched, so its answer is waited for; but a slow disk must not keep anybody waiting. */
  #open(store: PieceStore, id: string, swarm: ObjectSwarm): void {
    swarm.isWaiting = true;
    const cancel = this.#options.environment.timers.after(this.#parameters.storeMillis, () => swarm.begin());
    void store
      .open(id, (pieces) => swarm.held.onStoreDropped(pieces))
      .then((kept) => {
        cancel();
        if (this.#state === 'ready') swarm.onFound(swarm.held.attach(kept));
        else void kept.close();
        swarm.begin();
      });
  }

  #onInfo(info: ObjectInfo): void {
    this.#info = info;
    this.#swarm?.tracker.start(info.trackerUrl);
    this.#changed = true;
  }

  #tick(): void {
    this.#swarm?.tick();
    if (!this.#changed) return;
    this.#changed = false;
    this.#options.onChange?.();
  }

  #end(reason: Unavailable): void {
    if (this.#state === 'closed') return;
    const error = new ObjectUnavailableError(reason);
    this.#cancelTick();
    this.#opening.stop();
    this.#swarm?.close(error);
    this.#rejectDescriptor(error);
    this.#setState(reason);
    this.#options.onChange?.();
  }

  #setState(state: ObjectState): void {
    if (this.#state === state) return;
    this.#state = state;
    this.#changed = true;
    this.#options.onState?.(state);
  }
}
