import { descriptionText, parseDescription } from './description-text.js';
import { isCompactCandidate } from './ice-candidate.js';
import { isPresent } from './json-fields.js';
import type { JsonObject } from './json-fields.js';
import type { Signal } from './tracker-messages.js';

/** The fields that the signals of both directions share (docs/protocol.md section 5), in their canonical form. */
export function signalFields(signal: Signal): object {
  if (signal.kind === 'candidate') {
    return { candidate: signal.candidate };
  }
  return { description: descriptionText(signal.description) };
}

/** The signal of a message's fields; undefined unless they have exactly one of description and candidate, well-formed. */
export function decodeSignal(fields: JsonObject): Signal | undefined {
  const { candidate } = fields;
  if (isPresent(fields['description']) === isPresent(candidate)) {
    return undefined;
  }
  if (isPresent(candidate)) {
    return isCompactCandidate(candidate) ? { kind: 'candidate', candidate } : undefined;
  }
  const description = parseDescription(fields['description']);
  return description === undefined ? undefined : { kind: 'description', description };
}
