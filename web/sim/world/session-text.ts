import type { Signal } from '../../transport/tracker-messages.js';

const FINGERPRINT = 'q1W2e3R4t5Y6u7I8o9P0aSdFgHjKlZxCvBnM-_q1W2e';
/** As browsers write them: the own address hidden behind a name, and the one that STUN saw. */
const HOST = 'h 2f8b1c5e-8b1f-4b7e-9d63-0f3d5a1c2b4e.local 50123';
const REFLEXIVE = 's 203.0.113.7 46243';

/** What is told to a partner: transport/signal-batch.ts. Where nothing leaves over UDP, STUN answers nothing. */
export interface Surroundings {
  readonly near: boolean;
  readonly blocked: boolean;
}

/** A description as long as a real one, in whose `ufrag` stands which end of the simulated network it is of. */
export function descriptionOf(type: 'offer' | 'answer', end: number, { near, blocked }: Surroundings): Signal {
  const candidates = [];
  if (near || blocked) candidates.push(HOST);
  if (!blocked) candidates.push(REFLEXIVE);
  return {
    kind: 'description',
    description: {
      type,
      ufrag: end.toString(36).padStart(4, '0'),
      pwd: 'asd88fgpdd777uzjYhagZg+/',
      fingerprint: FINGERPRINT,
      setup: type === 'offer' ? 'actpass' : 'active',
      candidates,
    },
  };
}

/** The end that a description is of. */
export function endOf(ufrag: string): number {
  return Number.parseInt(ufrag, 36);
}
