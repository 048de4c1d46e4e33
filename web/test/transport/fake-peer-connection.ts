/** The parts of a data channel that are used, and how a test plays the transport below it. */
export class FakeChannel extends EventTarget {
  readonly maxRetransmits = null;
  readonly maxPacketLifeTime = null;
  readonly sent: Uint8Array[] = [];
  binaryType = 'blob';
  bufferedAmount = 0;
  readyState: RTCDataChannelState = 'connecting';

  constructor(
    readonly label: string,
    readonly ordered: boolean,
  ) {
    super();
  }

  send(bytes: Uint8Array): void {
    this.sent.push(bytes);
  }

  open(): void {
    this.readyState = 'open';
    this.dispatchEvent(new Event('open'));
  }

  receive(data: unknown): void {
    this.dispatchEvent(new MessageEvent('message', { data }));
  }

  drop(): void {
    this.readyState = 'closed';
    this.dispatchEvent(new Event('close'));
  }
}

/** The parts of RTCPeerConnection that are used; what happens on the network is up to the test. */
export class FakePeerConnection extends EventTarget {
  readonly channels: FakeChannel[] = [];
  readonly candidates: string[] = [];
  localDescription: { type: string; sdp: string } | null = null;
  remoteDescription: { type: string; sdp: string } | null = null;
  connectionState: RTCPeerConnectionState = 'new';
  stats: [string, unknown][] = [];
  closes = 0;
  refusesRemote = false;

  constructor(readonly configuration: RTCConfiguration) {
    super();
  }

  createDataChannel(label: string, { ordered }: { ordered: boolean }): FakeChannel {
    const channel = new FakeChannel(label, ordered);
    this.channels.push(channel);
    return channel;
  }

  createOffer(): Promise<{ type: string; sdp: string }> {
    return Promise.resolve({ type: 'offer', sdp: sdp('actpass') });
  }

  createAnswer(): Promise<{ type: string; sdp: string }> {
    return Promise.resolve({ type: 'answer', sdp: sdp('active') });
  }

  setLocalDescription(description: { type: string; sdp: string }): Promise<void> {
    this.localDescription = description;
    return Promise.resolve();
  }

  setRemoteDescription(description: { type: string; sdp: string }): Promise<void> {
    if (this.refusesRemote) {
      return Promise.reject(new Error('refused'));
    }
    this.remoteDescription = description;
    return Promise.resolve();
  }

  addIceCandidate({ candidate }: { candidate: string }): Promise<void> {
    this.candidates.push(candidate);
    return candidate.includes('unusable') ? Promise.reject(new Error('unusable')) : Promise.resolve();
  }

  getStats(): Promise<Map<string, unknown>> {
    return Promise.resolve(new Map(this.stats));
  }

  close(): void {
    this.closes++;
  }

  find(candidate: string | null): void {
    const found = candidate === null ? null : { candidate };
    this.dispatchEvent(Object.assign(new Event('icecandidate'), { candidate: found }));
  }

  offerChannel(channel: FakeChannel): void {
    this.dispatchEvent(Object.assign(new Event('datachannel'), { channel }));
  }

  become(state: RTCPeerConnectionState): void {
    this.connectionState = state;
    this.dispatchEvent(new Event('connectionstatechange'));
  }
}

function sdp(setup: string): string {
  return [
    'v=0',
    'm=application 9 UDP/DTLS/SCTP webrtc-datachannel',
    'a=ice-ufrag:8hhY',
    'a=ice-pwd:asd88fgpdd777uzjYhagZg',
    `a=fingerprint:sha-256 ${Array.from({ length: 32 }, () => '00').join(':')}`,
    `a=setup:${setup}`,
    'a=mid:0',
    '',
  ].join('\r\n');
}
