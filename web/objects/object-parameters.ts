import type { CapacityParameters } from '../engine/capacity.js';
import type { CircleParameters } from '../engine/circle.js';
import { defaultParameters } from '../engine/parameters.js';
import type { TrackerRetries } from '../engine/tracker-session.js';

/** Every number that an object's session decides by, with its reason; those of connections and uplink are those of channels. */
export interface ObjectParameters extends CircleParameters, TrackerRetries, CapacityParameters {
  /** One turn of the loop. */
  readonly tickMillis: number;
  /** Verified pieces in memory: what a page may take without being noticed. */
  readonly memoryBytes: number;
  /** The store's answer is waited for so long at the beginning. */
  readonly storeMillis: number;
  /** Pieces in verification at once; more come only where hashes do not. */
  readonly verifyingPieces: number;

  /** So much behind the play position comes over HTTP at once when no neighbour can bring it in time: the picture begins with it. */
  readonly startMillis: number;
  /** What no neighbour brings in time is asked of the gateway so long before its need. */
  readonly rescueMillis: number;
  /** And what no neighbour holds up to so much earlier, at random: the first who fetches it serves the others. */
  readonly rescueJitterMillis: number;
  /** Between the expected arrival and the need: what a decoder needs to play smoothly. */
  readonly spareMillis: number;
  /** Up to here pieces are asked for in the order of their need. */
  readonly nearMillis: number;
  /** Up to here the rarest first, with a part of the requests: what is rare now will be asked of this viewer. */
  readonly aheadMillis: number;
  readonly aheadShare: number;
  /** At a beginning and after a seek so much is fetched as fast as it comes: beyond it, {@link pace}. */
  readonly briskMillis: number;
  /** Milliseconds of film fetched per millisecond of play-out, beyond the brisk part: who hurries takes the others' first pictures. */
  readonly pace: number;
  /** Who is alone fetches so far ahead: in few requests, and for those who come. */
  readonly aloneMillis: number;
  /** After the join, and for each connection that is being opened: neighbours may yet come. */
  readonly hopeMillis: number;
  /** A read that the play position does not account for waits so long for a neighbour before the gateway is asked. */
  readonly readPatienceMillis: number;

  /** Pieces asked of one neighbour at once: what it gives in this time, within the bounds that follow. */
  readonly outstandingMillis: number;
  readonly leastOutstanding: number;
  readonly mostOutstanding: number;
  /** Later than expected by this, a request counts as lost. */
  readonly overdueMillis: number;
  /** After NOT_HELD the neighbour is left alone so long. */
  readonly refusedMillis: number;
  /** The last pieces of a download are asked of the gateway too when they are so late. */
  readonly endGamePieces: number;

  readonly httpInFlight: number;
  /** Pieces in one request: the fewer the sooner the next decision. */
  readonly httpPieces: number;
  readonly httpRetryLeastMillis: number;
  readonly httpRetryMostMillis: number;
  /** A piece that the gateway has lost is asked of it again after this. */
  readonly httpLostMillis: number;
  /** Lost pieces remembered at once. */
  readonly mostLost: number;

  /** HAVE about new pieces: docs/protocol.md section 6. */
  readonly haveIntervalMillis: number;
  /** What may stand in one channel: what the uplink carries in this time, within the bounds that follow. */
  readonly channelMillis: number;
  readonly channelLeastBytes: number;
  readonly channelMostBytes: number;
  /** Pieces that wait for one neighbour; past that, NOT_HELD. */
  readonly queuePieces: number;
  /** Pieces that would wait longer than this are refused: the asker finds somebody else in that time. */
  readonly queueMillis: number;
  /** A channel that has been full for so long says that the uplink, or that neighbour, is slower than was thought. */
  readonly slowMillis: number;
}

export const defaultObjectParameters: ObjectParameters = {
  ...defaultParameters,
  // A piece alone takes 350 ms at 1.5 Mbit/s: what rises less says nothing.
  roundTripRiseMillis: 400,
  tickMillis: 100,
  memoryBytes: 64 * 1024 * 1024,
  storeMillis: 500,
  verifyingPieces: 64,
  startMillis: 1_200,
  rescueMillis: 4_000,
  rescueJitterMillis: 2_000,
  spareMillis: 300,
  nearMillis: 30_000,
  aheadMillis: 120_000,
  aheadShare: 0.2,
  briskMillis: 8_000,
  pace: 1.5,
  aloneMillis: 20_000,
  hopeMillis: 3_000,
  readPatienceMillis: 1_000,
  outstandingMillis: 1_000,
  leastOutstanding: 2,
  mostOutstanding: 12,
  overdueMillis: 2_000,
  refusedMillis: 500,
  endGamePieces: 8,
  httpInFlight: 2,
  httpPieces: 8,
  httpRetryLeastMillis: 500,
  httpRetryMostMillis: 8_000,
  httpLostMillis: 10_000,
  mostLost: 4_096,
  haveIntervalMillis: 300,
  channelMillis: 200,
  channelLeastBytes: 64 * 1024,
  channelMostBytes: 256 * 1024,
  queuePieces: 16,
  queueMillis: 5_000,
  slowMillis: 2_000,
};
