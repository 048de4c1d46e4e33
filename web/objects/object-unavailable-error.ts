/** Why an object cannot be had: see ObjectState. */
export type Unavailable = 'unknown' | 'denied' | 'false descriptor' | 'closed';

/** What waits for an object that will not come ends with this. */
export class ObjectUnavailableError extends Error {
  readonly reason: Unavailable;

  constructor(reason: Unavailable) {
    super(`the object cannot be had: ${reason}`);
    this.name = 'ObjectUnavailableError';
    this.reason = reason;
  }
}
