import type { SimRandom } from '../sim-random.js';
import type { Group } from './group.js';
import type { Member } from './member.js';
import type { MemberList } from './member-list.js';
import { excludes, hardlyMeets } from './reach.js';

const MAX_NEAR = 3;
const SAMPLE = 256;
const BASE_CAPACITY = 50;
const ENOUGH_CAPACITY = 20_000;
const UNLIKELY = 0.05;
const SURE = 4;
/** And where other attempts may still do. */
const USUAL = 2;
/** Of those that a newcomer meets, one in so many is somebody that everybody reaches. */
const SURE_PART = 3;

/** Whom a member meets: org.bittube.tracker.introduction.IntroductionPolicy with its Weights. */
export class IntroductionPolicy {
  readonly #random: SimRandom;

  constructor(random: SimRandom) {
    this.#random = random;
  }

  /** Up to `want` partners that `asking` has not met; it initiates towards each of them. */
  choose(group: Group, asking: Member, want: number, exclude: ReadonlySet<string>): Member[] {
    if (want <= 0) return [];
    const isEligible = (member: Member): boolean =>
      member !== asking &&
      !member.knows(asking) &&
      !member.avoids(asking) &&
      !exclude.has(member.id) &&
      !excludes(member.reach, asking.reach);
    const nearSample = this.#sample(group.membersNear(asking)).filter(isEligible);
    const farSample = this.#sample(group.members).filter((member) => isEligible(member) && !asking.isNear(member));
    const near = this.#inDrawnOrder(nearSample, asking, group, 1);
    const nearFirst = Math.min(MAX_NEAR, Math.floor((want + 1) / 2), near.length);
    const chosen = near.slice(0, nearFirst);
    const sure = asking.isKnown ? 0 : Math.ceil((want - nearFirst) / SURE_PART);
    chosen.push(...this.#inDrawnOrder(farSample, asking, group, SURE).slice(0, sure));
    const far = this.#inDrawnOrder(
      farSample.filter((member) => !chosen.includes(member)),
      asking,
      group,
      asking.isHard ? SURE : USUAL,
    );
    chosen.push(...far.slice(0, want - chosen.length));
    const stillWanted = Math.min(want - chosen.length, near.length - nearFirst);
    chosen.push(...near.slice(nearFirst, nearFirst + stillWanted));
    return chosen;
  }

  /** Up to so many different members, each as likely as any other (Floyd). */
  #sample(members: MemberList): Member[] {
    const indexes = new Set<number>();
    for (let bound = Math.max(0, members.size - SAMPLE); bound < members.size; bound++) {
      const index = this.#random.below(bound + 1);
      indexes.add(indexes.has(index) ? bound : index);
    }
    const sample: Member[] = [];
    for (const index of indexes) {
      const member = members.at(index);
      if (member !== undefined) sample.push(member);
    }
    return sample;
  }

  /** In the order of a weighted draw without replacement (Efraimidis and Spirakis 2006). */
  #inDrawnOrder(members: readonly Member[], asking: Member, group: Group, sureness: number): Member[] {
    const tickets = members.map((member) => {
      const weight = weightOf(member, asking, sureness, group.poisonReportsOf(member.id));
      return { member, number: -Math.log(1 - this.#random.next()) / weight };
    });
    return tickets.sort((a, b) => a.number - b.number).map(({ member }) => member);
  }
}

/** How much more likely one member is to be chosen than another. */
function weightOf(member: Member, asking: Member, sureness: number, poisonReports: number): number {
  const capacity = BASE_CAPACITY + Math.min(member.capacity, ENOUGH_CAPACITY);
  const load = 1 + member.partners.size;
  const weight = (capacity / (load * load) / (1 + poisonReports)) * reach(member, asking, sureness);
  return !member.isNear(asking) && hardlyMeets(member.reach, asking.reach) ? weight * UNLIKELY : weight;
}

/** Outcomes teach who can be reached. */
function reach(member: Member, asking: Member, sureness: number): number {
  if (member.isNear(asking)) return 1;
  const odds = 2 * member.reliability * (sureness === SURE ? 2 * member.openness : 1);
  return odds ** sureness;
}
