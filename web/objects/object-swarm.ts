import { TrackerSession } from '../engine/tracker-session.js';
import { type UploadLimits, UNLIMITED } from '../engine/upload-limits.js';
import { PieceMap } from '../peers/piece-map.js';
import type { PieceNeighbour } from '../peers/piece-neighbour.js';
import type { Environment } from '../transport/environment.js';
import { pieceLength, type Descriptor } from './descriptor.js';
import { HeldPieces } from './held-pieces.js';
import { type Need, needsFrom } from './needs.js';
import { LookAhead } from './look-ahead.js';
import { ObjectCircle } from './object-circle.js';
import type { ObjectParameters } from './object-parameters.js';
import type { ObjectSessionOptions } from './object-session-options.js';
import { ObjectTraffic } from './object-traffic.js';
import { PendingPieces } from './pending-pieces.js';
import { type Hope, pickFromGateway, pickFromPeers, type PickFacts } from './picking.js';
import { PieceFetch } from './piece-fetch.js';
import { PieceHashes } from './piece-hashes.js';
import { PieceUpload } from './piece-upload.js';
import { Reads } from './reads.js';
import { Timeline } from './timeline.js';
import { Wishes } from './wishes.js';

/** Sequence of the golden ratio: neighbouring pieces get unlike numbers. */
const GOLDEN = 0.618_033_988_749_895;

/**
 * The parts of a session whose descriptor is known, wired. Pieces take one way through it: neighbour or gateway →
 * verification → held → readers, news and upload.
 */
export class ObjectSwarm {
  readonly held: HeldPieces;
  readonly hashes: PieceHashes;
  readonly reads: Reads;
  readonly wishes: Wishes;
  readonly circle: ObjectCircle;
  readonly upload: PieceUpload;
  readonly fetch: PieceFetch;
  readonly tracker: TrackerSession;
  readonly counters = { fromPeersBytes: 0, fromHttpBytes: 0, duplicates: 0, poisoned: 0 };
  /** What came from neighbours, and what from the gateway: whether or not it is still held. */
  readonly came: { readonly fromPeers: PieceMap; readonly fromGateway: PieceMap };
  readonly #descriptor: Descriptor;
  readonly #timeline: Timeline;
  readonly #lookAhead: LookAhead;
  readonly #environment: Environment;
  readonly #parameters: ObjectParameters;
  readonly #pending = new PendingPieces();
  readonly #verifying = new Set<number>();
  readonly #traffic: ObjectTraffic;
  readonly #startedAtMillis: number;
  readonly #jitterSeed: number;
  readonly #onChange: () => void;
  /** Nothing is asked for: what a store has is not known yet. */
  isWaiting = false;
  #position: number | undefined;
  #starved = false;
  /** The tracker knew nobody else when this viewer joined. */
  #isAlone = false;
  #closed = false;

  constructor(
    descriptor: Descriptor,
    options: ObjectSessionOptions,
    parameters: ObjectParameters,
    onChange: () => void,
  ) {
    const { id, network, environment } = options;
    const now = environment.clock.nowMillis();
    this.#descriptor = descriptor;
    this.#timeline = new Timeline(descriptor);
    this.#lookAhead = new LookAhead(parameters);
    this.#environment = environment;
    this.#parameters = parameters;
    this.#startedAtMillis = now;
    this.#jitterSeed = environment.random.next();
    this.#onChange = onChange;
    const { pieces } = descriptor;
    this.came = { fromPeers: new PieceMap(pieces), fromGateway: new PieceMap(pieces) };
    this.hashes = new PieceHashes(descriptor, network.http, options.hashPiece, environment);
    const verify = (piece: number, bytes: Uint8Array): boolean | Promise<boolean> => this.hashes.verify(piece, bytes);
    this.held = new HeldPieces(pieces, parameters.memoryBytes, verify, {
      onDropped: (dropped) => {
        this.circle.onDropped(dropped);
        this.#onChange();
      },
    });
    this.reads = new Reads(this.held);
    this.wishes = new Wishes(this.held.map, environment.random.next());
    this.circle = new ObjectCircle(id, pieces, network.openPeer, environment, parameters);
    const capacity = {
      allowed: network.openPeer !== undefined,
      rememberedKbps: options.rememberedKbps,
      onEstimate: options.onCapacity,
    };
    this.upload = new PieceUpload(this.held, parameters, capacity, now);
    this.upload.limit(options.uploadLimits ?? UNLIMITED);
    this.fetch = new PieceFetch(network.http, environment, parameters, {
      onHttpPiece: (piece, bytes) => {
        this.counters.fromHttpBytes += bytes.length;
        this.#take(piece, bytes, undefined);
      },
      onHttpEnd: ({ first, last }) => {
        for (let piece = first; piece <= last; piece++) this.#pending.removeIfFrom(piece, undefined);
      },
    });
    const kbps = (): number => this.upload.capacity.kbps;
    this.tracker = new TrackerSession(id, options.device ?? 'desktop', network.openTracker, environment, parameters, {
      membership: () => ({ capacity: kbps(), want: this.circle.wanted, token: options.token }),
      onWelcome: (peerId, stun, peers, turn) => {
        this.#isAlone = peers <= 1;
        this.circle.onWelcome(peerId, stun, kbps(), turn);
        this.pick();
      },
      onIntroductions: (peers) => this.circle.connect(peers, this.#traffic, kbps),
      onPeerSignal: (from, signal) => this.circle.onSignal(from, signal),
      onPeerGone: (peerId) => this.circle.onGone(peerId),
      viewerStats: () => {
        const { fromPeersBytes, fromHttpBytes } = this.counters;
        const { playing = false, stalls = 0, stalledMillis = 0 } = options.viewing?.() ?? {};
        return {
          fromPeersBytes,
          fromFeedBytes: 0,
          fromHttpBytes,
          toPeersBytes: this.upload.sentBytes,
          lagMillis: 0,
          stalls,
          stalledMillis,
          neighbours: this.circle.table.ready.length,
          playing,
        };
      },
    });
    this.#traffic = new ObjectTraffic({
      parameters,
      clock: environment.clock,
      held: this.held,
      circle: this.circle,
      pending: this.#pending,
      upload: this.upload,
      tracker: this.tracker,
      onPiece: (neighbour, piece, bytes) => {
        this.counters.fromPeersBytes += bytes.length;
        this.#take(piece, bytes, neighbour);
      },
      onRoom: () => this.pick(),
    });
  }

  /** Play-out stands at this byte. */
  set position(offset: number) {
    this.#position = offset;
    this.#lookAhead.onPosition(this.#timeline.timeMillis(offset), this.#now());
    this.pick();
  }

  limitUpload(limits: UploadLimits): void {
    this.upload.limit(limits);
    const { kbps } = this.upload.capacity;
    for (const neighbour of this.circle.table.ready) neighbour.send(this.circle.hello(kbps));
  }

  /** Pieces that a store kept from an earlier visit. */
  onFound(pieces: readonly number[]): void {
    for (const piece of pieces) this.circle.onHeld(piece);
    this.reads.serve();
    this.#onChange();
  }

  /** What is held is known. */
  begin(): void {
    this.isWaiting = false;
    this.pick();
  }

  tick(): void {
    const now = this.#now();
    this.#pending.expire(this.#parameters.overdueMillis, now);
    this.tracker.tick(now);
    this.upload.tick(now);
    this.pick();
    this.circle.tick(this.tracker, this.#starved, now);
  }

  /** Asks whom there is for what is wanted. */
  pick(): void {
    if (this.#closed || this.isWaiting || this.#verifying.size >= this.#parameters.verifyingPieces) return;
    const facts = this.#facts();
    const picked = new Set<number>();
    for (const [holder, pieces] of pickFromPeers(facts)) {
      pieces.forEach((piece, i) => {
        picked.add(piece);
        this.hashes.want(piece);
        const expectedAtMillis = facts.nowMillis + holder.pieceMillis * (holder.outstanding + i + 1);
        this.#pending.add(piece, { from: holder, askedAtMillis: facts.nowMillis, expectedAtMillis });
      });
      holder.request(pieces);
    }
    const downloads = this.wishes.missing('download');
    for (const range of pickFromGateway({ ...facts, wishes: downloads }, picked, this.fetch.free)) {
      for (let piece = range.first; piece <= range.last; piece++) {
        this.hashes.want(piece);
        this.#pending.add(piece, { from: undefined, askedAtMillis: facts.nowMillis, expectedAtMillis: Infinity });
      }
      void this.fetch.fetch(range);
    }
  }

  close(reason: Error): void {
    this.#closed = true;
    this.fetch.stop();
    this.hashes.close();
    this.reads.close(reason);
    this.circle.close();
    this.tracker.stop();
    this.held.close();
  }

  #facts(): PickFacts<PieceNeighbour> {
    const nowMillis = this.#now();
    const holders = this.circle.table.ready;
    const hope = this.#hope(nowMillis);
    const needs = this.#needs(hope, nowMillis);
    const { rescueMillis } = this.#parameters;
    this.#starved = needs.some(
      ({ piece, inMillis }) => inMillis < rescueMillis && !holders.some(({ held }) => held.has(piece)),
    );
    return {
      nowMillis,
      needs,
      wishes: [...this.wishes.missing('download'), ...this.wishes.missing('spare')],
      holders,
      asked: (piece) => {
        // Nobody is asked again for what is in verification.
        if (this.#verifying.has(piece)) return { http: true, expectedAtMillis: nowMillis };
        const pending = this.#pending.get(piece);
        return pending && { http: pending.from === undefined, expectedAtMillis: pending.expectedAtMillis };
      },
      lost: (piece) => this.fetch.isLost(piece),
      gatewayWorks: this.fetch.failures === 0,
      hope,
      httpPieces: this.fetch.failures > 0 ? 1 : this.#parameters.httpPieces,
      parameters: this.#parameters,
      random: () => this.#environment.random.next(),
      jitter: (piece) => (this.#jitterSeed + piece * GOLDEN) % 1,
    };
  }

  /** By the play position, and what is read elsewhere: soon. */
  #needs(hope: Hope, nowMillis: number): readonly Need[] {
    const { aheadMillis, aloneMillis, readPatienceMillis } = this.#parameters;
    const position = this.#position;
    const ahead = position === undefined ? [] : needsFrom(position, this.#timeline, this.held.map, aheadMillis);
    // Who is alone takes nothing from anybody.
    const wanted = Math.max(hope === 'none' ? aloneMillis : 0, this.#lookAhead.millis(nowMillis));
    const needs = ahead.filter(({ inMillis }) => inMillis <= wanted);
    const reads = this.reads.missing();
    // Whoever reads ahead of the picture waits until its time has come.
    for (const { piece } of ahead) reads.delete(piece);
    if (reads.size === 0) return needs;
    const others = [...reads].map(([piece, sinceMillis]) => ({
      piece,
      inMillis: Math.max(0, sinceMillis + readPatienceMillis - nowMillis),
    }));
    return [...needs, ...others].sort((one, other) => one.inMillis - other.inMillis);
  }

  #hope(nowMillis: number): Hope {
    if (this.circle.table.ready.length > 0) return 'some';
    const { hopeMillis } = this.#parameters;
    const joining = !this.#isAlone && nowMillis - this.#startedAtMillis < hopeMillis && this.circle.wanted > 0;
    return joining || this.circle.isHopeful(hopeMillis, nowMillis) ? 'connecting' : 'none';
  }

  #take(piece: number, bytes: Uint8Array, from: PieceNeighbour | undefined): void {
    if (this.#closed) return;
    if (this.held.map.has(piece) || this.#verifying.has(piece)) {
      this.counters.duplicates++;
      return;
    }
    if (bytes.length !== pieceLength(this.#descriptor, piece)) {
      this.#judge(piece, bytes, from, false);
      return;
    }
    const verdict = this.hashes.verify(piece, bytes);
    if (typeof verdict === 'boolean') {
      this.#judge(piece, bytes, from, verdict);
      return;
    }
    this.#verifying.add(piece);
    void verdict.then((genuine) => {
      this.#verifying.delete(piece);
      if (!this.#closed) this.#judge(piece, bytes, from, genuine);
    });
  }

  #judge(piece: number, bytes: Uint8Array, from: PieceNeighbour | undefined, genuine: boolean): void {
    this.#pending.remove(piece);
    if (!genuine) {
      this.counters.poisoned++;
      if (from === undefined) this.fetch.onFalsePiece(piece);
      else this.#traffic.onPoisoned(from);
    } else {
      this.held.add(piece, bytes);
      (from === undefined ? this.came.fromGateway : this.came.fromPeers).add(piece);
      this.wishes.onCame(piece);
      this.fetch.onHeld(piece);
      this.circle.onHeld(piece);
      this.reads.serve();
      this.#onChange();
    }
    this.pick();
  }

  #now(): number {
    return this.#environment.clock.nowMillis();
  }
}
