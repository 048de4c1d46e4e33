import { checkedDescription, usualSetup } from './compact-description.js';
import { CANDIDATES } from './limits.js';
import type { CompactDescription } from './tracker-messages.js';

/** `answer`, the longest names, a SHA-256, `passive`, a space between each two. */
const LONGEST_HEAD = 6 + 1 + 256 + 1 + 256 + 1 + 43 + 1 + 7;
/** A semicolon, the letter, the longest address and the longest port. */
const LONGEST_CANDIDATE = 1 + 1 + 1 + 64 + 1 + 5;
const LONGEST_TEXT = LONGEST_HEAD + CANDIDATES * LONGEST_CANDIDATE;
const WORDS_WITHOUT_SETUP = 4;
const WORDS_WITH_SETUP = 5;

/**
 * A description as it travels (docs/protocol.md section 5): one word behind the other, then a semicolon and a candidate
 * for each candidate. The names of fields in JSON would make the usual one 214 bytes instead of 152.
 */
export function descriptionText(description: CompactDescription): string {
  const { type, ufrag, pwd, fingerprint, setup, candidates } = description;
  const words = [type, ufrag, pwd, fingerprint];
  if (setup !== usualSetup(type)) {
    words.push(setup);
  }
  return [words.join(' '), ...candidates].join(';');
}

/**
 * The description that an untrusted value is the text of; undefined when it is none, or is spelled in any way but that of
 * `descriptionText`.
 */
export function parseDescription(value: unknown): CompactDescription | undefined {
  if (typeof value !== 'string' || value.length > LONGEST_TEXT) {
    return undefined;
  }
  const [head = '', ...candidates] = value.split(';');
  const words = head.split(' ');
  if (words.length !== WORDS_WITHOUT_SETUP && words.length !== WORDS_WITH_SETUP) {
    return undefined;
  }
  const [type, ufrag, pwd, fingerprint, setup] = words;
  const description = checkedDescription({ type, ufrag, pwd, fingerprint, setup, candidates });
  // One description has one spelling: the usual role is never named.
  return description !== undefined && setup === usualSetup(description.type) ? undefined : description;
}
