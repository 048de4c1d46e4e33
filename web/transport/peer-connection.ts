import { candidatePath } from './candidate-path.js';
import type { CandidatePath, StatsReport } from './candidate-path.js';
import { ChannelPair } from './channel-pair.js';
import { mediaSectionName, sessionDescription } from './compact-description.js';
import type { Timers } from './environment.js';
import { candidateLine } from './ice-candidate.js';
import { CANDIDATES } from './limits.js';
import type { PeerLink, PeerLinkListener, PeerLinkOptions } from './links.js';
import { RoundTripPoll } from './round-trip-poll.js';
import { SignalBatch } from './signal-batch.js';
import type { CompactDescription, Signal } from './tracker-messages.js';

const OPEN_TIMEOUT_MILLIS = 15_000;
/** A connection that the network lost for a moment comes back by itself. */
const DISCONNECTED_MILLIS = 5_000;
/** The statistics of a connection are a nicety; nobody waits for them long. */
const STATS_TIMEOUT_MILLIS = 500;
/** Messages that came in before both sides of the connection are known to be open. */
const MAX_EARLY_MESSAGES = 64;

/** Makes a connection; throws like the constructor of RTCPeerConnection. */
export type NewPeerConnection = (configuration: RTCConfiguration) => RTCPeerConnection;

/** One WebRTC connection with its two data channels (docs/protocol.md section 6). */
export class PeerConnection implements PeerLink {
  readonly #timers: Timers;
  readonly #listener: PeerLinkListener;
  readonly #initiate: boolean;
  readonly #connection: RTCPeerConnection;
  readonly #channels: ChannelPair;
  readonly #batch: SignalBatch;
  readonly #roundTrip: RoundTripPoll;
  readonly #tearDown = new AbortController();
  #remoteSeen = false;
  #remoteSet = false;
  #remoteCandidates = 0;
  #earlyCandidates: string[] = [];
  #earlyMessages: (() => void)[] = [];
  #opened = false;
  #cancelDisconnected: () => void = () => undefined;

  /** @throws as RTCPeerConnection does, when the browser refuses to make one more */
  constructor(newConnection: NewPeerConnection, timers: Timers, options: PeerLinkOptions, listener: PeerLinkListener) {
    this.#timers = timers;
    this.#listener = listener;
    this.#initiate = options.initiate;
    this.#connection = newConnection({
      iceServers: iceServers(options),
      bundlePolicy: 'max-bundle',
    });
    const { signal } = this.#tearDown;
    this.#batch = new SignalBatch(
      timers,
      options.near,
      (local) => this.#listener.onSignal(local),
      () => this.#end('unusable local description'),
    );
    this.#channels = new ChannelPair(signal, {
      onOpen: () => void this.#onChannelsOpen(),
      onMessage: (label, bytes) => this.#onMessage(label, bytes),
      onBroken: (reason) => this.#end(reason),
    });
    this.#roundTrip = new RoundTripPoll(timers, signal, () => this.#connection.getStats());
    const cancelTimeout = timers.after(OPEN_TIMEOUT_MILLIS, () => {
      if (!this.#opened) {
        this.#end('not open in time');
      }
    });
    signal.addEventListener('abort', cancelTimeout);
    this.#listen();
    if (options.initiate) {
      this.#channels.create(this.#connection);
      void this.#attempt(async () => this.#describe(await this.#connection.createOffer()));
    }
  }

  #listen(): void {
    const { signal } = this.#tearDown;
    this.#connection.addEventListener('icecandidate', (event) => this.#onLocalCandidate(event.candidate), { signal });
    this.#connection.addEventListener('datachannel', (event) => this.#onRemoteChannel(event.channel), { signal });
    this.#connection.addEventListener('connectionstatechange', () => this.#onState(this.#connection.connectionState), {
      signal,
    });
  }

  accept(signal: Signal): void {
    if (this.#tearDown.signal.aborted) {
      return;
    }
    if (signal.kind === 'description') {
      this.#acceptDescription(signal.description);
    } else {
      this.#acceptCandidate(signal.candidate);
    }
  }

  #acceptDescription(compact: CompactDescription): void {
    const wanted = this.#initiate ? 'answer' : 'offer';
    if (this.#remoteSeen || compact.type !== wanted) {
      return; // sent twice, or meant for another attempt: this one goes on or times out
    }
    const mid = mediaSectionName(this.#connection.localDescription?.sdp ?? '');
    const sdp = sessionDescription(compact, mid);
    if (sdp === undefined || (this.#initiate && this.#connection.localDescription === null)) {
      return;
    }
    this.#remoteSeen = true;
    void this.#attempt(async () => {
      await this.#connection.setRemoteDescription({ type: compact.type, sdp });
      this.#remoteSet = true;
      this.#earlyCandidates.splice(0).forEach((candidate) => this.#addCandidate(candidate));
      if (!this.#initiate) {
        await this.#describe(await this.#connection.createAnswer());
      }
    });
  }

  async #describe(local: RTCSessionDescriptionInit): Promise<void> {
    await this.#connection.setLocalDescription(local);
    const description = this.#connection.localDescription;
    if (description !== null && !this.#tearDown.signal.aborted) {
      this.#batch.describe(description);
    }
  }

  #acceptCandidate(candidate: string): void {
    // Those in the description have the numbers before.
    const line = candidateLine(candidate, CANDIDATES + this.#remoteCandidates);
    if (line === undefined || this.#remoteCandidates >= CANDIDATES) {
      return;
    }
    this.#remoteCandidates++;
    if (this.#remoteSet) {
      this.#addCandidate(line);
    } else {
      this.#earlyCandidates.push(line);
    }
  }

  #addCandidate(candidate: string): void {
    // A candidate that this browser cannot use (an mDNS name, another address family) is no reason to give up the others.
    this.#connection.addIceCandidate({ candidate, sdpMLineIndex: 0 }).catch(() => undefined);
  }

  #onLocalCandidate(candidate: RTCIceCandidate | null): void {
    if (candidate === null || candidate.candidate === '') {
      this.#batch.flush();
    } else {
      this.#batch.add(candidate.candidate);
    }
  }

  #onRemoteChannel(channel: RTCDataChannel): void {
    if (this.#initiate) {
      this.#end('unknown channel');
    } else {
      this.#channels.accept(channel);
    }
  }

  #onState(state: RTCPeerConnectionState): void {
    this.#cancelDisconnected();
    if (state === 'failed' || state === 'closed') {
      this.#end(`connection ${state}`);
    } else if (state === 'disconnected') {
      this.#cancelDisconnected = this.#timers.after(DISCONNECTED_MILLIS, () => this.#end('connection lost'));
    }
  }

  async #onChannelsOpen(): Promise<void> {
    const path = await this.#path();
    if (this.#tearDown.signal.aborted) {
      return;
    }
    this.#opened = true;
    this.#listener.onOpen(path);
    // The listener may close the link at any message; what waits behind it is then not delivered.
    for (const deliver of this.#earlyMessages.splice(0)) {
      deliver();
    }
  }

  #path(): Promise<CandidatePath> {
    return new Promise((resolve) => {
      const cancel = this.#timers.after(STATS_TIMEOUT_MILLIS, () => resolve('unknown'));
      const settle = (path: CandidatePath): void => {
        cancel();
        resolve(path);
      };
      this.#connection.getStats().then(
        (report) => settle(candidatePath(report as unknown as StatsReport)),
        () => settle('unknown'),
      );
    });
  }

  #onMessage(label: 'control' | 'data', bytes: Uint8Array): void {
    const deliver = (): void => {
      if (this.#tearDown.signal.aborted) {
        return;
      }
      if (label === 'control') {
        this.#listener.onControl(bytes);
      } else {
        this.#listener.onData(bytes);
      }
    };
    if (this.#opened) {
      deliver();
    } else if (this.#earlyMessages.length < MAX_EARLY_MESSAGES) {
      this.#earlyMessages.push(deliver);
    } else {
      this.#end('too many messages before the connection was open');
    }
  }

  sendControl(bytes: Uint8Array): void {
    this.#channels.sendControl(bytes);
  }

  sendData(bytes: Uint8Array): void {
    this.#channels.sendData(bytes);
  }

  bufferedBytes(): number {
    return this.#channels.bufferedBytes();
  }

  roundTripMillis(): number | undefined {
    return this.#opened ? this.#roundTrip.millis() : undefined;
  }

  close(): void {
    if (this.#tearDown.signal.aborted) {
      return;
    }
    this.#tearDown.abort();
    this.#cancelDisconnected();
    this.#batch.close();
    this.#earlyCandidates = [];
    this.#earlyMessages = [];
    this.#connection.close();
  }

  #end(reason: string): void {
    if (this.#tearDown.signal.aborted) {
      return;
    }
    this.close();
    this.#listener.onClose(reason);
  }

  /** The steps of the negotiation are promises of the browser; one that fails ends the connection. */
  async #attempt(step: () => Promise<void>): Promise<void> {
    try {
      await step();
    } catch {
      this.#end('negotiation failed');
    }
  }
}

function iceServers({ stun, turn }: PeerLinkOptions): RTCIceServer[] {
  return [
    ...(stun.length === 0 ? [] : [{ urls: [...stun] }]),
    ...(turn === undefined ? [] : [{ ...turn, urls: [...turn.urls] }]),
  ];
}
