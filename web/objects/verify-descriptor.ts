import { sha256 } from '@noble/hashes/sha2.js';
import { verifyInScript } from '../peers/verify-in-script.js';
import { encodeBase64Url } from '../transport/base64url.js';
import { type Descriptor, DESCRIPTOR_JSON_BYTES, readDescriptor } from './descriptor.js';
import { ObjectFormatError } from './object-format-error.js';

const CONTEXT = new TextEncoder().encode('bittube object 1');
const SIGNATURE_BYTES = 64;
/** The longest answer to a request for a descriptor. */
export const DESCRIPTOR_ANSWER_BYTES = SIGNATURE_BYTES + DESCRIPTOR_JSON_BYTES;

/**
 * The descriptor of the object with this id, from its answer: a signature, then the JSON (docs/protocol.md section 7). Once
 * in a session, so script is fast enough.
 *
 * @param answer as it came, from whomever
 * @throws ObjectFormatError when it is of another object, not rightly signed, or malformed
 */
export function verifiedDescriptor(answer: Uint8Array, id: string): Descriptor {
  if (answer.length <= SIGNATURE_BYTES || answer.length > DESCRIPTOR_ANSWER_BYTES) {
    throw new ObjectFormatError('length', `descriptor's answer of ${answer.length} bytes`);
  }
  const json = answer.subarray(SIGNATURE_BYTES);
  const hash = sha256(json);
  if (encodeBase64Url(hash) !== id) throw new ObjectFormatError('id', 'descriptor of another object');
  const descriptor = readDescriptor(json);
  const signed = new Uint8Array(CONTEXT.length + hash.length);
  signed.set(CONTEXT);
  signed.set(hash, CONTEXT.length);
  if (!verifyInScript(answer.subarray(0, SIGNATURE_BYTES), signed, descriptor.publicKey)) {
    throw new ObjectFormatError('signature', 'descriptor that its key has not signed');
  }
  return descriptor;
}
