import type { HttpResult, PacketsAnswer, StreamInfo } from './links.js';

/** What one viewer holds of a stream, for others in the same browser; answers as a gateway would, but at once. */
export interface SharedStream {
  /** As the gateway told it, with the head as it is here; undefined before there is something to play. */
  info(): StreamInfo | undefined;
  /** The prelude and what is held from the last keyframe on; undefined when no decoder could start there. */
  join(): PacketsAnswer | undefined;
  /** The encoded prelude, undefined when it is not here. */
  prelude(epoch: number, number: number): Uint8Array | undefined;
  /** All packets of the range; `early` while one of them is still on its way here, `gone` when it is too old. */
  packets(epoch: number, first: number, last: number): HttpResult<PacketsAnswer>;
  /** What is held of these substreams from `fromSeq` on, ascending, at most the newest `limit`. */
  backlog(substreams: ReadonlySet<number>, fromSeq: number, limit: number): readonly Uint8Array[];
}
