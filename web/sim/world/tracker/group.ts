import type { Member } from './member.js';
import { MemberList } from './member-list.js';
import { PoisonReports } from './poison-reports.js';

/** The members, and who of them was introduced to whom: org.bittube.tracker.group.Group. */
export class Group {
  readonly members = new MemberList();
  readonly #byId = new Map<string, Member>();
  readonly #byNetwork = new Map<number, MemberList>();
  readonly #poisonReports = new PoisonReports();

  membersNear(member: Member): MemberList {
    return this.#byNetwork.get(member.network) ?? new MemberList();
  }

  find(peerId: string): Member | undefined {
    return this.#byId.get(peerId);
  }

  join(member: Member): void {
    this.#byId.set(member.id, member);
    this.members.add(member);
    let near = this.#byNetwork.get(member.network);
    if (near === undefined) {
      near = new MemberList();
      this.#byNetwork.set(member.network, near);
    }
    near.add(member);
  }

  /** Ends a membership; answers those it was introduced to. */
  leave(member: Member): Member[] {
    this.#byId.delete(member.id);
    this.members.remove(member);
    const near = this.membersNear(member);
    near.remove(member);
    if (near.size === 0) this.#byNetwork.delete(member.network);
    const partners = [...member.partners.values()];
    for (const partner of partners) {
      partner.part(member);
      member.part(partner);
    }
    return partners;
  }

  introduce(one: Member, other: Member): void {
    one.meet(other);
    other.meet(one);
  }

  /** The reporter speaks for both. */
  connected(reporter: Member, peerId: string): void {
    const other = this.#byId.get(peerId);
    const hard = reporter.isHard;
    if (other?.isHard === true) reporter.hardConnected++;
    reporter.connected++;
    if (other === undefined) return;
    if (hard) other.hardConnected++;
    other.connected++;
  }

  /** No connection came about: their introduction ends, and they do not meet again. */
  failed(reporter: Member, peerId: string): void {
    reporter.failed++;
    if (this.#byId.get(peerId)?.isHard === true) reporter.hardFailed++;
    this.#avoid(reporter, peerId);
  }

  /** The connection broke: their introduction ends; they may meet again. */
  lost(reporter: Member, peerId: string): void {
    this.#part(reporter, peerId);
  }

  poisoned(reporter: Member, peerId: string): void {
    this.#poisonReports.add(peerId, reporter.id);
    this.#avoid(reporter, peerId);
  }

  poisonReportsOf(peerId: string): number {
    return this.#poisonReports.of(peerId);
  }

  #avoid(reporter: Member, peerId: string): void {
    reporter.avoid(peerId);
    this.#part(reporter, peerId);
  }

  #part(one: Member, peerId: string): void {
    const other = this.#byId.get(peerId);
    if (other === undefined) return;
    one.part(other);
    other.part(one);
  }
}
