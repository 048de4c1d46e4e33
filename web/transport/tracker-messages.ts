/** The tracker's native dialect (docs/protocol.md section 5) as values. */
export interface CompactDescription {
  readonly type: 'offer' | 'answer';
  readonly ufrag: string;
  readonly pwd: string;
  /** SHA-256 of the certificate, base64url. */
  readonly fingerprint: string;
  readonly setup: 'actpass' | 'active' | 'passive';
  /** Each as `<type letter> <address> <port>`, the preferred ones first. */
  readonly candidates: readonly string[];
}

export type Signal =
  | { readonly kind: 'description'; readonly description: CompactDescription }
  | { readonly kind: 'candidate'; readonly candidate: string };

export type Nat = 'open' | 'cone' | 'symmetric' | 'blocked' | 'unknown';
export type Device = 'desktop' | 'mobile' | 'server';

/** TURN servers, and what they ask of who uses them. */
export interface TurnAccess {
  readonly urls: readonly string[];
  readonly username: string;
  readonly credential: string;
}

export interface ViewerStats {
  readonly fromPeersBytes: number;
  readonly fromFeedBytes: number;
  readonly fromHttpBytes: number;
  readonly toPeersBytes: number;
  readonly lagMillis: number;
  readonly stalls: number;
  readonly stalledMillis: number;
  readonly neighbours: number;
  readonly playing: boolean;
  /** From the begin of the player to its first picture; told once. */
  readonly startMillis?: number | undefined;
}

export type TrackerRequest =
  | {
      readonly type: 'join';
      readonly group: string;
      readonly capacity: number;
      readonly device: Device;
      readonly nat: Nat;
      readonly want: number;
      readonly token?: string;
    }
  | { readonly type: 'signal'; readonly group: string; readonly to: string; readonly signal: Signal }
  | { readonly type: 'more'; readonly group: string; readonly want: number; readonly exclude: readonly string[] }
  | {
      readonly type: 'report';
      readonly group: string;
      readonly peer: string;
      readonly outcome: 'connected' | 'failed' | 'lost' | 'poisoned';
      readonly path: 'host' | 'srflx' | 'prflx' | 'relay' | 'unknown';
    }
  | { readonly type: 'stats'; readonly group: string; readonly stats: ViewerStats }
  | { readonly type: 'leave'; readonly group: string };

export interface Introduction {
  readonly peerId: string;
  readonly initiate: boolean;
  readonly near: boolean;
  readonly capacity: number;
}

export type TrackerEvent =
  | {
      readonly type: 'welcome';
      readonly group: string;
      readonly peerId: string;
      readonly publicKey: string | undefined;
      readonly gateways: readonly string[];
      readonly stun: readonly string[];
      readonly turn?: TurnAccess | undefined;
      readonly intervalMillis: number;
      readonly peers: number;
    }
  | { readonly type: 'introduce'; readonly group: string; readonly peers: readonly Introduction[] }
  | { readonly type: 'signal'; readonly group: string; readonly from: string; readonly signal: Signal }
  | { readonly type: 'gone'; readonly group: string; readonly peerId: string }
  /** How often figures are wanted from now on. */
  | { readonly type: 'interval'; readonly group: string; readonly intervalMillis: number }
  /** The tracker comes to its end, and wants this viewer back on another socket, not earlier. */
  | { readonly type: 'reconnect'; readonly group?: undefined; readonly afterMillis: number }
  | {
      readonly type: 'error';
      readonly code: string;
      readonly message: string;
      readonly group: string | undefined;
      readonly fatal: boolean;
    };
