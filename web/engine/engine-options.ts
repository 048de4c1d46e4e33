import type { Packet } from '../peers/packet.js';
import type { VerifySignature } from '../peers/verify-signature.js';
import type { Environment } from '../transport/environment.js';
import type { Network } from '../transport/links.js';
import type { Device } from '../transport/tracker-messages.js';
import type { ViewerToken } from '../transport/viewer-token.js';
import type { MediaSink } from './media-sink.js';
import type { Parameters } from './parameters.js';
import type { EngineState } from './stats.js';
import type { UploadLimits } from './upload-limits.js';

/** What a {@link SwarmEngine} is made of; it owns none of it but the links that it opens. */
export interface SwarmEngineOptions {
  readonly group: string;
  /** What the group asks its members for, when they join. */
  readonly token?: ViewerToken;
  readonly network: Network;
  readonly environment: Environment;
  readonly media: MediaSink;
  readonly verify: VerifySignature;
  /** Told to the tracker; `desktop` when left out. */
  readonly device?: Device;
  /** What an earlier visit's {@link onCapacity} told last, kbit/s; left out: this viewer begins as a newcomer. */
  readonly rememberedKbps?: number | undefined;
  /** What others than the uplink allow; nothing is limited when left out. See {@link SwarmEngine.limitUpload}. */
  readonly uploadLimits?: UploadLimits;
  readonly parameters?: Partial<Parameters>;
  /** Called when the state changes, never from inside start(). */
  readonly onState?: (state: EngineState) => void;
  /** What the uplink is thought to bear has changed by what was measured, kbit/s: worth remembering for a day. */
  readonly onCapacity?: (kbps: number) => void;
  /**
   * How long the viewer waited for the first picture, ms, to be told to the tracker; undefined: not known yet, or told. The one
   * that answers knows that it is told then.
   */
  readonly takeStartMillis?: (() => number | undefined) | undefined;
  /** A genuine packet of the current epoch is held for the first time. It stays the engine's: not to be changed. */
  readonly onPacket?: (packet: Packet) => void;
}
