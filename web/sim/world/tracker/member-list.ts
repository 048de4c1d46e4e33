import type { Member } from './member.js';

/** Members in no particular order, each reached by its index: org.bittube.tracker.group.MemberList. */
export class MemberList {
  readonly #members: Member[] = [];
  readonly #indexes = new Map<string, number>();

  get size(): number {
    return this.#members.length;
  }

  at(index: number): Member | undefined {
    return this.#members[index];
  }

  add(member: Member): void {
    this.#indexes.set(member.id, this.#members.length);
    this.#members.push(member);
  }

  remove(member: Member): void {
    const index = this.#indexes.get(member.id);
    if (index === undefined) return;
    this.#indexes.delete(member.id);
    const last = this.#members.pop();
    if (last !== undefined && last !== member) {
      this.#members[index] = last;
      this.#indexes.set(last.id, index);
    }
  }
}
