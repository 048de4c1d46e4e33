import { encodePeerId } from '../../peers/peer-id.js';
import type { TrackerLink, TrackerListener } from '../../transport/links.js';
import type { Introduction, TrackerEvent, TrackerRequest, ViewerStats } from '../../transport/tracker-messages.js';
import type { SeededRandom } from '../peers/random-bytes.js';
import type { VirtualTime } from '../../sim/world/virtual-time.js';

const DELAY_MILLIS = 15;

interface Member {
  peerId: string | undefined;
  readonly listener: TrackerListener;
  readonly introduced: Set<Member>;
  open: boolean;
}

/** A tracker that introduces viewers to each other and remembers what they told it. */
export class FakeTracker {
  up = true;
  readonly reports: (TrackerRequest & { readonly type: 'report' })[] = [];
  readonly stats: ViewerStats[] = [];
  /** What each join said of the viewer's capacity. */
  readonly capacities: number[] = [];
  readonly #time: VirtualTime;
  readonly #random: SeededRandom;
  readonly #group: string;
  readonly #members = new Set<Member>();

  constructor(group: string, time: VirtualTime, random: SeededRandom) {
    this.#group = group;
    this.#time = time;
    this.#random = random;
  }

  get members(): number {
    return [...this.#members].filter((member) => member.peerId !== undefined).length;
  }

  open(listener: TrackerListener, reachable: () => boolean): TrackerLink {
    const member: Member = { peerId: undefined, listener, introduced: new Set(), open: true };
    this.#time.after(2 * DELAY_MILLIS, () => {
      if (!member.open) return;
      if (!this.up || !reachable()) {
        member.open = false;
        listener.onClose('refused');
        return;
      }
      this.#members.add(member);
      listener.onOpen();
    });
    return {
      send: (request) =>
        this.#time.after(DELAY_MILLIS, () => {
          if (this.#members.has(member)) this.#onRequest(member, request);
        }),
      close: () => this.#remove(member),
    };
  }

  /** Every socket closes; `up` says whether new ones are accepted. */
  drop(): void {
    for (const member of [...this.#members]) {
      this.#members.delete(member);
      member.open = false;
      this.#time.after(DELAY_MILLIS, () => member.listener.onClose('connection lost'));
    }
  }

  #onRequest(member: Member, request: TrackerRequest): void {
    const group = this.#group;
    switch (request.type) {
      case 'join':
        this.capacities.push(request.capacity);
        member.peerId = encodePeerId(this.#random.bytes(16));
        this.#tell(member, {
          type: 'welcome',
          group,
          peerId: member.peerId,
          publicKey: undefined,
          gateways: [],
          stun: [],
          intervalMillis: 10_000,
          peers: this.members,
        });
        {
          this.#introduce(member, request.want, []);
          return;
        }
      case 'more': {
        this.#introduce(member, request.want, request.exclude);
        return;
      }
      case 'signal': {
        const to = [...this.#members].find(({ peerId }) => peerId === request.to);
        if (to !== undefined && member.introduced.has(to)) {
          this.#tell(to, { type: 'signal', group, from: member.peerId ?? '', signal: request.signal });
        }
        return;
      }
      case 'report':
        this.reports.push(request);
        return;
      case 'stats':
        this.stats.push(request.stats);
        return;
      case 'leave': {
        this.#remove(member);
        return;
      }
    }
  }

  #introduce(member: Member, want: number, exclude: readonly string[]): void {
    const others = [...this.#members].filter(
      (other) =>
        other !== member &&
        other.peerId !== undefined &&
        !exclude.includes(other.peerId) &&
        !member.introduced.has(other),
    );
    for (let met = 0; met < want && others.length > 0; met++) {
      const [other] = others.splice(this.#random.below(others.length), 1);
      if (other === undefined) continue;
      member.introduced.add(other);
      other.introduced.add(member);
      this.#tell(member, introduction(this.#group, { peerId: other.peerId ?? '', initiate: true }));
      this.#tell(other, introduction(this.#group, { peerId: member.peerId ?? '', initiate: false }));
    }
  }

  #tell(member: Member, event: TrackerEvent): void {
    this.#time.after(DELAY_MILLIS, () => {
      if (member.open) member.listener.onEvent(event);
    });
  }

  #remove(member: Member): void {
    member.open = false;
    this.#members.delete(member);
    for (const other of member.introduced) {
      if (member.peerId !== undefined) this.#tell(other, { type: 'gone', group: this.#group, peerId: member.peerId });
    }
  }
}

function introduction(group: string, peer: Pick<Introduction, 'peerId' | 'initiate'>): TrackerEvent {
  return { type: 'introduce', group, peers: [{ ...peer, near: false, capacity: 1_500 }] };
}
