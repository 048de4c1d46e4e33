import type { Signal, TrackerEvent, TrackerRequest, TurnAccess } from './tracker-messages.js';

/**
 * The network as the engine sees it: one value of each link is one connection, which ends once. Who opens it decides
 * whether and when to open another. Every `close()` may be called twice; after it the listener hears nothing more.
 */
export interface TrackerLink {
  /** Sends when open, drops otherwise. */
  send(request: TrackerRequest): void;
  close(): void;
}

export interface TrackerListener {
  onOpen(): void;
  /** A valid message; invalid ones are dropped by the link. */
  onEvent(event: TrackerEvent): void;
  /** Ended by the other side or the network, or never opened. */
  onClose(reason: string): void;
}

export type OpenTracker = (url: string, listener: TrackerListener) => TrackerLink;

/** The gateway's WebSocket feed (docs/protocol.md section 4). */
export interface FeedLink {
  /** `lost`: this viewer had a parent for them and has found no other. */
  subscribe(substreams: readonly number[], fromSeq: number, lost: boolean): void;
  unsubscribe(substreams: readonly number[]): void;
  close(): void;
}

export type FeedEvent =
  | {
      readonly type: 'subscribed';
      readonly substreams: readonly number[];
      /** Those of them that are to be given back as soon as somebody else has them. */
      readonly spare: readonly number[];
      readonly epoch: number;
      readonly fromSeq: number;
    }
  | {
      readonly type: 'refused';
      readonly substreams: readonly number[];
      readonly reason: string;
      readonly retryAfterMillis: number;
    }
  | { readonly type: 'kept'; readonly substreams: readonly number[] }
  | { readonly type: 'evicted'; readonly substreams: readonly number[]; readonly reason: string };

export interface FeedListener {
  onOpen(): void;
  onEvent(event: FeedEvent): void;
  /** One packet as received, not verified. */
  onPacket(bytes: Uint8Array): void;
  onClose(reason: string): void;
}

export type OpenFeed = (url: string, listener: FeedListener) => FeedLink;

/** One WebRTC connection with its two data channels (docs/protocol.md section 6). */
export interface PeerLink {
  /** A description or candidate that the tracker relayed from the other side. */
  accept(signal: Signal): void;
  /** Sends on `control`; a message for a closed link is dropped. */
  sendControl(bytes: Uint8Array): void;
  /** Sends on `data`; a message for a closed link is dropped. */
  sendData(bytes: Uint8Array): void;
  /** Bytes handed to `data` that have not left yet. */
  bufferedBytes(): number;
  /** Latest known time of a packet to the other side and back, ms; absent or undefined where nobody measures it. */
  roundTripMillis?(): number | undefined;
  close(): void;
}

export interface PeerLinkListener {
  /** To be relayed to the other side by the tracker. */
  onSignal(signal: Signal): void;
  /** Both channels are open. `path` is the kind of the chosen local candidate. */
  onOpen(path: 'host' | 'srflx' | 'prflx' | 'relay' | 'unknown'): void;
  onControl(bytes: Uint8Array): void;
  onData(bytes: Uint8Array): void;
  /** Failed, timed out, or closed by the other side. */
  onClose(reason: string): void;
}

export interface PeerLinkOptions {
  /** This side makes the offer and both channels. */
  readonly initiate: boolean;
  /** The other side may be in the same network: addresses of that network are told, too. */
  readonly near: boolean;
  /** STUN servers as RTCIceServer URLs. */
  readonly stun: readonly string[];
  /** TURN servers, where the operator has some. */
  readonly turn?: TurnAccess | undefined;
}

/** Absent (undefined) where the browser has no WebRTC. */
export type OpenPeer = (options: PeerLinkOptions, listener: PeerLinkListener) => PeerLink;

/** `info.json` of docs/protocol.md section 3; `trackerUrl` and `feedUrl` resolved to ws:// or wss://. */
export interface StreamInfo {
  readonly group: string;
  readonly epoch: number;
  readonly headSeq: number;
  readonly headTimestampMillis: number;
  readonly firstSeq: number;
  readonly keyframes: readonly number[];
  readonly prelude: number;
  /** 32 bytes, Ed25519. */
  readonly publicKey: Uint8Array;
  readonly bitsPerSecond: number;
  readonly trackerUrl: string;
  readonly feedUrl: string;
  /** Nothing comes from the source at the moment; absent: it does. */
  readonly offline?: true;
}

/** Why a viewer is not let in: its token is missing or wrong, its time is over; the page's site may not show this; nobody more may come. */
export type Refusal = 'token' | 'expired' | 'origin' | 'full';

/** What an HTTP request came to, when it did not bring what was asked for. */
export type HttpFailure =
  | { readonly kind: 'unknown' } // 404 for a group
  | { readonly kind: 'early'; readonly headSeq: number | undefined } // 204: these packets are not made yet
  | { readonly kind: 'gone' } // 410
  | { readonly kind: 'denied'; readonly reason: Refusal } // 401, 403, and 503 for who comes too late
  | { readonly kind: 'busy'; readonly retryAfterMillis: number } // 429 and 503
  | { readonly kind: 'failed'; readonly message: string }; // network, another status, malformed answer

export type HttpResult<T> = { readonly kind: 'ok'; readonly value: T } | HttpFailure;

export interface PacketsAnswer {
  /** Packets one behind the other, not verified. */
  readonly bytes: Uint8Array;
  /** `BitTube-Head`: the newest seq, or a lower bound. */
  readonly headSeq: number | undefined;
}

/** Requests to one group's gateway. All of them end within a time-out; none throws. */
export interface GatewayHttp {
  info(signal: AbortSignal): Promise<HttpResult<StreamInfo>>;
  join(signal: AbortSignal): Promise<HttpResult<PacketsAnswer>>;
  prelude(epoch: number, number: number, signal: AbortSignal): Promise<HttpResult<Uint8Array>>;
  packets(epoch: number, first: number, last: number, signal: AbortSignal): Promise<HttpResult<PacketsAnswer>>;
  /** FLV over HTTP: `onBytes` for each chunk until the end, which resolves the promise. */
  relay(onBytes: (chunk: Uint8Array) => void, signal: AbortSignal): Promise<HttpResult<undefined>>;
}

/** Everything that reaches the network, handed to the engine as one value. */
export interface Network {
  readonly http: GatewayHttp;
  readonly openTracker: OpenTracker;
  readonly openFeed: OpenFeed;
  /** The feed costs the gateway nothing: whoever wants it may have it. Left out: it is for those who hand it on. */
  readonly feedIsFree?: boolean;
  readonly openPeer: OpenPeer | undefined;
}
