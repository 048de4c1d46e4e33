import type { Packet } from '../../../web/peers/packet.js';
import type { VerifySignature } from '../../../web/peers/verify-signature.js';

/** Packets that are remembered: half a minute of the stream. */
const REMEMBERED = 1_024;

interface Judged {
  readonly message: Uint8Array;
  readonly publicKey: Uint8Array;
  readonly verdict: Promise<boolean>;
}

/**
 * Verification for all viewers of this process: a packet whose every byte another viewer has had verified for the same key is not
 * verified again. In service each viewer has a processor of its own; here a hundred share one, and signatures would be a third of
 * its work.
 */
export function verifyOnce(verify: VerifySignature): VerifySignature {
  const judged = new Map<string, Judged>();
  return (packet, signer) => {
    const name = `${packet.epoch}/${packet.isPrelude ? `prelude ${packet.prelude}` : packet.seq}`;
    const known = judged.get(name);
    if (known !== undefined && isSame(known, packet, signer.publicKey)) return known.verdict;
    const verdict = Promise.resolve(verify(packet, signer));
    // A name that is taken by other bytes stays with the first: whoever alters packets must not push genuine ones out.
    if (known === undefined) judged.set(name, { message: packet.message, publicKey: signer.publicKey, verdict });
    const [oldest] = judged.keys();
    if (judged.size > REMEMBERED && oldest !== undefined) judged.delete(oldest);
    return verdict;
  };
}

function isSame(known: Judged, packet: Packet, publicKey: Uint8Array): boolean {
  return Buffer.compare(known.message, packet.message) === 0 && Buffer.compare(known.publicKey, publicKey) === 0;
}
