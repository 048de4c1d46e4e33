/** Everything the spy counted, independent of what the player says of itself. */
export interface Observed {
  /** Time since the first picture in which the picture did not move. */
  readonly frozenMillis: number;
  /** Each time that it did not, for whoever looks for the reason: when, how long, and what was there to play. */
  readonly freezes: readonly string[];
  /** Since navigation. */
  readonly firstPictureMillis: number | undefined;
  readonly currentTime: number;
  /** Peer connections that were made, whatever became of them. */
  readonly connections: number;
  /** Received on data channels, by getStats. */
  readonly webRtcBytes: number;
  readonly poisonSent: number;
  readonly poisonForwarded: number;
  readonly poisonPlayed: number;
}

/** What a test can ask of a page; lives in the page as `window.pageSpy`. */
export interface PageSpy {
  firstPictureMillis: number | undefined;
  currentTime(): number | undefined;
  forgetFreezes(): void;
  observed(): Promise<Observed>;
}

/**
 * Runs in the page before any of its scripts: watches the video element, the data channels and the source buffers from
 * outside the player, so that what a test asserts is not the player's own word. Self-contained: it is sent as text.
 */
export function spyOnThePage(options: { withoutWebRtc: boolean; poisons: boolean }): void {
  const marker = [0x50, 0x4f, 0x49, 0x53, 0x4f, 0x4e, 0x45, 0x44]; // "POISONED"
  /** By type of message, what stands before the media in it: a packet of a channel, a piece of an object. */
  const headerBytes = new Map([
    [10, 1 + 86],
    [13, 1 + 4],
  ]);
  const connections: RTCPeerConnection[] = [];
  const counts = { poisonSent: 0, poisonForwarded: 0, poisonPlayed: 0, frozenMillis: 0 };
  const mostFreezes = 100;
  let freezes: { from: number; until: number; state: string }[] = [];

  const hasMarker = (bytes: Uint8Array): boolean => {
    for (let at = bytes.indexOf(0x50); at >= 0; at = bytes.indexOf(0x50, at + 1)) {
      if (marker.every((byte, offset) => bytes[at + offset] === byte)) return true;
    }
    return false;
  };
  const bytesOf = (data: ArrayBuffer | ArrayBufferView): Uint8Array =>
    ArrayBuffer.isView(data) ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength) : new Uint8Array(data);

  if (options.withoutWebRtc) {
    Reflect.deleteProperty(window, 'RTCPeerConnection');
    Reflect.deleteProperty(window, 'webkitRTCPeerConnection');
  } else {
    const Original = window.RTCPeerConnection;
    window.RTCPeerConnection = class extends Original {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        connections.push(this);
      }
    };
    const prototype = RTCDataChannel.prototype;
    // eslint-disable-next-line @typescript-eslint/unbound-method -- called with its channel below
    const send = prototype.send as (this: RTCDataChannel, data: ArrayBuffer | ArrayBufferView) => void;
    prototype.send = function (this: RTCDataChannel, data: unknown): void {
      const bytes = bytesOf(data as ArrayBufferView);
      const header = headerBytes.get(bytes[0] ?? 0);
      if (header !== undefined && bytes.length > header + marker.length) {
        if (options.poisons) {
          const altered = bytes.slice();
          altered.set(marker, altered.length - marker.length);
          counts.poisonSent++;
          send.call(this, altered);
          return;
        }
        if (hasMarker(bytes)) counts.poisonForwarded++;
      }
      send.call(this, data as ArrayBufferView);
    };
  }
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called with its buffer below
  const append = SourceBuffer.prototype.appendBuffer;
  SourceBuffer.prototype.appendBuffer = function (this: SourceBuffer, data: BufferSource): void {
    if (hasMarker(bytesOf(data))) counts.poisonPlayed++;
    append.call(this, data);
  };

  const video = (): HTMLVideoElement | null | undefined =>
    document.querySelector('bittube-player')?.shadowRoot?.querySelector('video');
  const spy: PageSpy = {
    firstPictureMillis: undefined,
    currentTime: () => video()?.currentTime,
    forgetFreezes: () => {
      counts.frozenMillis = 0;
      freezes = [];
    },
    observed: async () => {
      let webRtcBytes = 0;
      for (const connection of connections) {
        for (const report of (await connection.getStats()).values() as Iterable<{
          type: string;
          bytesReceived?: number;
        }>) {
          if (report.type === 'data-channel') webRtcBytes += report.bytesReceived ?? 0;
        }
      }
      return {
        ...counts,
        freezes: freezes.map(
          ({ from, until, state }) => `at ${Math.round(from)} for ${Math.round(until - from)} ms: ${state}`,
        ),
        connections: connections.length,
        webRtcBytes,
        firstPictureMillis: spy.firstPictureMillis,
        currentTime: video()?.currentTime ?? 0,
      };
    },
  };
  (window as unknown as { pageSpy: PageSpy }).pageSpy = spy;

  const stateOf = (element: HTMLVideoElement | null | undefined): string => {
    if (!element) return 'no video';
    const { buffered, currentTime, readyState, playbackRate, paused, seeking } = element;
    const ranges = Array.from({ length: buffered.length }, (_, i) => `${buffered.start(i)}-${buffered.end(i)}`).join(
      ' ',
    );
    const flags = `${paused ? ' paused' : ''}${seeking ? ' seeking' : ''}`;
    return `time ${currentTime} of ${ranges}, ready ${readyState}, rate ${playbackRate}${flags}`;
  };
  const noteFreeze = (from: number, until: number): void => {
    counts.frozenMillis += until - from;
    const last = freezes.at(-1);
    if (last?.until === from) last.until = until;
    else if (freezes.length < mostFreezes) freezes.push({ from, until, state: stateOf(video()) });
  };
  let lastTime = -1;
  let lastAt = performance.now();
  setInterval(() => {
    const now = performance.now();
    const element = video();
    const time = element?.currentTime ?? 0;
    if (spy.firstPictureMillis === undefined) {
      // The step to where the stream begins, before it plays, is none yet.
      if (time > lastTime && lastTime > 0 && element?.seeking === false) spy.firstPictureMillis = now;
    } else if (time === lastTime) {
      noteFreeze(lastAt, now);
    }
    lastTime = time;
    lastAt = now;
  }, 50);
}
