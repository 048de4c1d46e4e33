import type { NeighbourEnd } from '../peers/conversation.js';
import type { Absent, Pull, RefuseReason, Subscribe } from '../peers/messages.js';
import type { Neighbour, NeighbourListener } from '../peers/neighbour.js';
import type { Packet } from '../peers/packet.js';
import type { Clock } from '../transport/environment.js';
import type { Signal } from '../transport/tracker-messages.js';
import type { Counters } from './counters.js';
import type { Intake } from './intake.js';
import type { LivePackets } from './live-packets.js';
import type { Neighbourhood } from './neighbourhood.js';
import type { Parameters } from './parameters.js';
import type { SubstreamSources } from './sources.js';
import type { TrackerSession } from './tracker-session.js';
import type { Upload } from './upload.js';

/** The parts of the engine between which the neighbours' messages are shared out. */
export interface TrafficParts {
  readonly clock: Clock;
  readonly parameters: Parameters;
  readonly live: LivePackets;
  readonly intake: Intake;
  readonly counters: Counters;
  readonly neighbourhood: Neighbourhood;
  readonly sources: SubstreamSources;
  readonly upload: Upload;
  readonly tracker: TrackerSession;
}

/** Takes what neighbours send to the part of the engine that it is for. */
export class PeerTraffic implements NeighbourListener {
  readonly #parts: TrafficParts;

  constructor(parts: TrafficParts) {
    this.#parts = parts;
  }

  onSignal(neighbour: Neighbour, signal: Signal): void {
    this.#parts.tracker.signal(neighbour.introducedAs, signal);
  }

  onReady(neighbour: Neighbour): void {
    const { neighbourhood, sources, tracker } = this.#parts;
    neighbourhood.table.refresh();
    neighbourhood.onOutcome(true);
    // One report a pair: the tracker credits both with it.
    if (neighbour.initiated) tracker.report(neighbour.peerId, 'connected', neighbour.path);
    neighbourhood.greet(neighbour, sources);
  }

  onChanged(neighbour: Neighbour, oldPeerId: string): void {
    if (neighbour.peerId !== oldPeerId) this.#parts.neighbourhood.onRenamed(neighbour, oldPeerId);
  }

  onPacket(neighbour: Neighbour, packet: Packet): void {
    const { counters, intake, live, sources } = this.#parts;
    const { substream } = packet;
    const pulled = this.#onPullAnswered(neighbour, packet.seq);
    const fed = neighbour.parentOf[substream] === true || neighbour.askedFor[substream] === true;
    const late = this.#now() < (neighbour.graceUntilMillis[substream] ?? 0);
    const absurd = packet.epoch === live.epoch && packet.seq > live.knownHead + this.#parts.parameters.futurePackets;
    counters.onBytes('peer', packet.lengthBytes);
    if (absurd || !(pulled || fed || late)) {
      neighbour.unasked++;
      if (neighbour.unasked > this.#parts.parameters.unaskedPackets) neighbour.expel('protocol');
      return;
    }
    neighbour.holdings.onPacket(packet.epoch, packet.seq);
    if (neighbour.parentOf[substream] === true && packet.epoch === live.epoch) sources.onPushed(packet.seq);
    if (intake.take(packet, { origin: 'peer', neighbour }) === 'duplicate') counters.duplicates++;
  }

  onSubscribe(neighbour: Neighbour, message: Subscribe): void {
    this.#parts.upload.onSubscribe(neighbour, message, this.#parts.neighbourhood.peerId, this.#now());
  }

  onAccept(neighbour: Neighbour, substream: number): void {
    this.#parts.sources.onAccept(neighbour, substream, this.#now());
  }

  onRefuse(neighbour: Neighbour, substream: number, reason: RefuseReason): void {
    this.#parts.sources.onRefuse(neighbour, substream, reason, this.#now());
  }

  onUnsubscribe(neighbour: Neighbour, substream: number): void {
    // From a child it ends what I give, from a parent what I get: both can be between the same two for a moment.
    if (neighbour.parentOf[substream] === true) this.#parts.sources.onUnsubscribe(neighbour, substream, this.#now());
    else this.#parts.upload.onUnsubscribe(neighbour, substream);
  }

  onPull(neighbour: Neighbour, message: Pull): void {
    this.#parts.upload.onPull(neighbour, message, this.#now());
  }

  onAbsent(neighbour: Neighbour, message: Absent): void {
    if (message.epoch !== this.#parts.live.epoch) return;
    for (const seq of message.seqs) {
      if (!neighbour.pulls.delete(seq)) continue;
      const gap = this.#parts.live.gaps.get(seq);
      if (gap !== undefined && gap.tried.at(-1) === neighbour.peerId) gap.askedAtMillis = -Infinity;
    }
  }

  onEnd(neighbour: Neighbour, end: NeighbourEnd): void {
    const { neighbourhood, sources, upload, tracker } = this.#parts;
    const now = this.#now();
    neighbourhood.table.remove(neighbour);
    sources.onNeighbourEnd(neighbour, now);
    upload.onNeighbourEnd(neighbour);
    if (end === 'failed') neighbourhood.onOutcome(false);
    if (end === 'failed' || end === 'lost') tracker.report(neighbour.peerId, end, neighbour.path);
    // Those below learn at once that their packets come another way now.
    sources.changed = true;
  }

  /** A packet from `neighbour` bore a wrong signature: nobody talks to it again, and the tracker knows. */
  onPoisoned(neighbour: Neighbour): void {
    const { neighbourhood, tracker } = this.#parts;
    if (neighbourhood.table.isBanned(neighbour.introducedAs)) return;
    neighbourhood.table.ban(neighbour.peerId);
    neighbourhood.table.ban(neighbour.introducedAs);
    tracker.report(neighbour.introducedAs, 'poisoned', neighbour.path);
    neighbour.expel('poisoned');
  }

  #onPullAnswered(neighbour: Neighbour, seq: number): boolean {
    const askedAt = neighbour.pulls.get(seq);
    if (askedAt === undefined) return false;
    neighbour.pulls.delete(seq);
    neighbour.responseMillis += (this.#now() - askedAt - neighbour.responseMillis) / 8;
    return true;
  }

  #now(): number {
    return this.#parts.clock.nowMillis();
  }
}
