import type { VerifySignature } from '../peers/verify-signature.js';
import type { Environment } from '../transport/environment.js';
import type { Network } from '../transport/links.js';
import type { Device } from '../transport/tracker-messages.js';
import type { MediaSink } from './media-sink.js';
import type { Parameters } from './parameters.js';
import type { EngineState } from './stats.js';

/** What a {@link SwarmEngine} is made of; it owns none of it but the links that it opens. */
export interface SwarmEngineOptions {
  readonly group: string;
  readonly network: Network;
  readonly environment: Environment;
  readonly media: MediaSink;
  readonly verify: VerifySignature;
  /** Told to the tracker; `desktop` when left out. */
  readonly device?: Device;
  readonly parameters?: Partial<Parameters>;
  /** Called when the state changes, never from inside start(). */
  readonly onState?: (state: EngineState) => void;
}
