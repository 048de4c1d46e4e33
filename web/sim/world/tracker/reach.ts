import type { Nat } from '../../../transport/tracker-messages.js';

/** Whether a connection between two such members is out of the question: org.bittube.tracker.group.Reach. */
export function excludes(one: Nat, other: Nat): boolean {
  return one === 'blocked' || other === 'blocked';
}

/** Whether a connection is unlikely. */
export function hardlyMeets(one: Nat, other: Nat): boolean {
  if (one === 'symmetric') return other === 'symmetric' || other === 'cone';
  return one === 'cone' && other === 'symmetric';
}
