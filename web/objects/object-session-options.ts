import type { UploadLimits } from '../engine/upload-limits.js';
import type { Environment } from '../transport/environment.js';
import type { ObjectNetwork } from '../transport/object-links.js';
import type { Device } from '../transport/tracker-messages.js';
import type { ObjectParameters } from './object-parameters.js';
import type { ObjectState } from './object-stats.js';
import type { HashPiece } from './piece-hash.js';
import type { PieceStore } from './piece-store.js';

/** What an ObjectSession is made of; it owns none of it but the links that it opens. */
export interface ObjectSessionOptions {
  /** 43 characters of base64url. */
  readonly id: string;
  readonly network: ObjectNetwork;
  /** What the tracker is shown for an object that is not for everybody; the network has it for the gateway. */
  readonly token?: string | undefined;
  readonly environment: Environment;
  readonly hashPiece: HashPiece;
  /** Where pieces outlive the page; left out: in memory only. */
  readonly store?: PieceStore | undefined;
  /** Told to the tracker; `desktop` when left out. */
  readonly device?: Device;
  /** What an earlier visit's {@link onCapacity} told last, kbit/s; left out: this viewer begins as a newcomer. */
  readonly rememberedKbps?: number | undefined;
  /** What others than the uplink allow; nothing is limited when left out. See ObjectSession.limitUpload. */
  readonly uploadLimits?: UploadLimits;
  readonly parameters?: Partial<ObjectParameters>;
  /** How the picture goes, for the tracker's statistics; left out: nothing is played. */
  readonly viewing?: () => { readonly playing: boolean; readonly stalls: number; readonly stalledMillis: number };
  /** Called when the state changes, never from inside start(). */
  readonly onState?: (state: ObjectState) => void;
  /** What is held, or the state, is another: at most once a turn of the loop (100 ms). */
  readonly onChange?: () => void;
  /** What the uplink is thought to bear has changed by what was measured, kbit/s: worth remembering for a day. */
  readonly onCapacity?: (kbps: number) => void;
}
