/** What went over the links of one viewer since it came. */
export class LinkTraffic {
  /** Bytes of messages on the peers' `control` channels, sent. */
  controlBytes = 0;
  /** Bytes of messages on the peers' `data` channels, sent. */
  dataBytes = 0;
  /** Frames to and from the tracker, with their WebSocket headers. */
  signallingSentBytes = 0;
  signallingReceivedBytes = 0;
  connectionsOpened = 0;
  connectionsFailed = 0;
}

const LONG_FRAME = 126;
const MASK_BYTES = 4;

/** Length of a WebSocket frame of up to 64 KiB (RFC 6455 section 5.2). */
export function frameBytes(payloadBytes: number, masked: boolean): number {
  return payloadBytes + (payloadBytes < LONG_FRAME ? 2 : 4) + (masked ? MASK_BYTES : 0);
}
