import type { HttpFailure, OpenPeer, OpenTracker } from './links.js';

/** `info.json` of an object (docs/protocol.md section 7), `trackerUrl` resolved to ws:// or wss://. */
export interface ObjectInfo {
  readonly id: string;
  /** What people call it, '' where nobody gave it a title. */
  readonly title: string;
  /** The file's name, '' where it is not told. Like what follows it is not verified: the descriptor says it for certain. */
  readonly name: string;
  readonly sizeBytes: number | undefined;
  /** undefined: not for the player. */
  readonly durationMillis: number | undefined;
  readonly trackerUrl: string;
  readonly posterUrl: string | undefined;
}

/** `denied`: 401 or 403, the token is missing or another one. `unknown`: 404. `gone`: 410, lost at the gateway. */
export type ObjectFailure = HttpFailure;

export type ObjectResult<T> = { readonly kind: 'ok'; readonly value: T } | ObjectFailure;

/** Requests about one object to its gateway. All of them end within a time-out; none throws. */
export interface ObjectHttp {
  info(signal: AbortSignal): Promise<ObjectResult<ObjectInfo>>;
  /** The descriptor's answer, not verified. */
  descriptor(signal: AbortSignal): Promise<ObjectResult<Uint8Array>>;
  /** The answer about a hash group, not verified. */
  hashes(group: number, signal: AbortSignal): Promise<ObjectResult<Uint8Array>>;
  /**
   * At most 32 pieces. `onPiece` has each as soon as its last byte is here, not verified; those that came before a failure
   * are good for use.
   */
  pieces(
    first: number,
    last: number,
    onPiece: (piece: number, bytes: Uint8Array) => void,
    signal: AbortSignal,
  ): Promise<ObjectResult<undefined>>;
}

/** Everything of the network that an object's session uses. */
export interface ObjectNetwork {
  readonly http: ObjectHttp;
  readonly openTracker: OpenTracker;
  /** undefined where the browser has no WebRTC. */
  readonly openPeer: OpenPeer | undefined;
}
